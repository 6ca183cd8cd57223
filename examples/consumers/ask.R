# Answers five questions from a collection with R: Rscript ask.R FILE
library(jsonlite)

staff <- "albuquerque-city-staff"
order <- "abq-eo-2025-07-21"
day <- as.Date("2025-05-15")

data <- fromJSON(commandArgs(trailingOnly = TRUE)[1], simplifyVector = FALSE)
instruments <- c(data$orders, data$measures)
records <- c(data$people, data$organizations, data$posts, instruments)
labels <- vapply(records, function(record) {
  text <- c(if (isTRUE(record$private)) "a private individual", record$name, record$title, record$id)
  text[text != ""][1]
}, character(1))
names(labels) <- vapply(records, `[[`, character(1), "id")

# The paragraphs of the source that support a record.
cited <- function(record) {
  paragraphs <- unlist(lapply(record$evidence, `[[`, "paragraph"))
  if (length(paragraphs) > 0) paste0(" [", paste(paragraphs, collapse = ", "), "]") else ""
}

# The first and the last day that a date can mean; NA if it can be any day.
span <- function(date) {
  if (is.null(date) || grepl("[?%]$", date)) return(as.Date(c(NA, NA)))
  margin <- if (endsWith(date, "~")) 1 else 0 # an approximate date may be off by one day, month or year
  date <- sub("~", "", date)
  unit <- switch(as.character(nchar(date)), `4` = "year", `7` = "month", `10` = "day")
  first <- as.Date(paste0(date, substring("0000-01-01", nchar(date) + 1)))
  shifted <- function(by) seq(first, by = paste(by, unit), length.out = 2)[2]
  c(shifted(-margin), shifted(1 + margin) - 1)
}

# Three answers: the days that a date can mean may be on both sides of a day.
before <- function(date, day) {
  days <- span(date)
  if (isTRUE(days[2] < day)) "yes" else if (isTRUE(days[1] >= day)) "no" else "not decided"
}

# The year of a date, if each day that it can mean is in that year.
year <- function(date) {
  years <- format(span(date), "%Y")
  if (isTRUE(years[1] == years[2])) years[1] else "not decided"
}

answer <- function(question, answers) {
  writeLines(c(question, sprintf("- %s", sort(as.character(unlist(answers)), method = "radix")), ""))
}

answer("What must city staff do?", lapply(data$provisions, function(provision) {
  if (staff %in% provision$bearers && "obligation" %in% provision$deontic) {
    paste0(paste(c(provision$aim, provision$direct_object), collapse = " "), cited(provision))
  }
}))

answer("Who opposes the order, and in what capacity?", lapply(data$statements, function(statement) {
  opposes <- function(stance) identical(stance$target, order) && stance$stance == "oppose"
  if (any(vapply(statement$stances, opposes, logical(1)))) {
    capacity <- if (!is.null(statement$capacity)) paste0(", ", labels[[statement$capacity]])
    paste0(labels[unlist(statement$speakers)], capacity, cited(statement))
  }
}))

answer("What does the order expand?", lapply(data$relations, function(relation) {
  if (relation$subject == order && relation$predicate == "expands") paste0(labels[[relation$object]], cited(relation))
}))

answer("Did it come before May 15, 2025?", lapply(instruments, function(instrument) {
  lapply(instrument$milestones, function(milestone) {
    date <- if (is.null(milestone$date)) "(no date)" else milestone$date
    paste0(before(milestone$date, day), ": ", labels[[instrument$id]], ", ", milestone$stage, " ", date)
  })
}))

milestones <- unlist(lapply(instruments, `[[`, "milestones"), recursive = FALSE)
made <- Filter(function(milestone) milestone$stage %in% c("signed", "issued"), milestones)
counts <- table(vapply(made, function(milestone) year(milestone$date), character(1)))
answer("How many orders and measures were signed or issued in each year?", sprintf("%s: %d", names(counts), counts))
