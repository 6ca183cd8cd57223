# Reads every table of a folder of CSV files with base R, and prints the tables as JSON.
folder <- commandArgs(trailingOnly = TRUE)[1]
files <- list.files(folder, pattern = "[.]csv$", full.names = TRUE)
tables <- lapply(files, read.csv, colClasses = "character", na.strings = character(), check.names = FALSE,
                 encoding = "UTF-8")
names(tables) <- sub("[.]csv$", "", basename(files))
cat(jsonlite::toJSON(tables, dataframe = "rows", na = "null"))
