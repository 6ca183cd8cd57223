# Answers five questions from a collection with jq: jq --raw-output --from-file ask.jq FILE
"albuquerque-city-staff" as $staff
| "abq-eo-2025-07-21" as $order
| "2025-05-15" as $day
| ([.people[]?, .organizations[]?, .posts[]?, .orders[]?, .measures[]?]
   | map({(.id): (if .private then "a private individual" else first((.name, .title | select(. != null and . != "")), .id) end)})
   | add) as $labels
| def label_of: $labels[.] // .;

  # The paragraphs of the source that support a record.
  def cited: [.evidence[]?.paragraph | values] | if . == [] then "" else " [\(map(tostring) | join(", "))]" end;

  # The number of a day, counted from January 1, 1970.
  def number: . + [0, 0, 0, 0, 0] | mktime / 86400;

  # The first and the last day that a date can mean, or nothing if it can be any day.
  def span:
    strings | select(test("[?%]$") | not)
    | (if endswith("~") then 1 else 0 end) as $margin # an approximate date may be off by one day, month or year
    | rtrimstr("~") | split("-") | map(tonumber)
    | def start($shift):
        if length == 3 then [.[0], .[1] - 1, .[2] + $shift]
        elif length == 2 then [.[0], .[1] - 1 + $shift, 1]
        else [.[0] + $shift, 0, 1] end | number;
      [start(-$margin), start(1 + $margin) - 1];

  # Three answers: the days that a date can mean may be on both sides of a day.
  def before($day):
    ($day | span[0]) as $day
    | first((span | if .[1] < $day then "yes" elif .[0] >= $day then "no" else empty end), "not decided");

  # The year of a date, if each day that it can mean is in that year.
  def year:
    first((span | map(. * 86400 | strftime("%Y")) | select(.[0] == .[1]) | .[0]), "not decided");

  def answer($question; answers): $question, ([answers] | sort[] | "- " + .), "";

  answer("What must city staff do?";
    .provisions[]?
    | select((.bearers // [] | index($staff)) and (.deontic // [] | index("obligation")))
    | ([.aim, .direct_object | values] | join(" ")) + cited),

  answer("Who opposes the order, and in what capacity?";
    .statements[]?
    | select(any(.stances[]?; .target == $order and .stance == "oppose"))
    | (.speakers[]? | label_of) + (if .capacity then ", " + (.capacity | label_of) else "" end) + cited),

  answer("What does the order expand?";
    .relations[]? | select(.subject == $order and .predicate == "expands") | (.object | label_of) + cited),

  ([.orders[]?, .measures[]? | .id as $id | .milestones[]? | {id: $id, stage, date}] as $milestones
   | answer("Did it come before May 15, 2025?";
       $milestones[] | "\(.date | before($day)): \(.id | label_of), \(.stage) \(.date // "(no date)")"),

     answer("How many orders and measures were signed or issued in each year?";
       $milestones | map(select(.stage == "signed" or .stage == "issued") | .date | year)
       | group_by(.)[] | "\(.[0]): \(length)"))
