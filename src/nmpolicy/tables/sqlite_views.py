"""The views of an SQLite database: duties, milestones, stances and a timeline, with labels next to ids.

They give the same answers as the functions of the library, from recorded values alone. They derive nothing: they do not
decide what is in force, who holds a post on a day, or what takes effect when its instrument does.
"""

#: A provision has a row for each of its bearers, as `duties` lists it for an actor who is that bearer itself.
DUTIES = """CREATE VIEW duties AS
-- What provisions require, allow or forbid, and of whom. Whether a provision is in force is not decided here.
SELECT
  provisions.id AS provision,
  coalesce(records.label, provisions.id) AS sentence,
  bearer.value AS bearer,
  coalesce(bearers.label, bearer.value) AS bearer_label,
  provisions.deontic,
  provisions.instrument,
  coalesce(instruments.label, provisions.instrument) AS instrument_label,
  provisions.section,
  deadline.date AS deadline,
  provisions.recurrence,
  provisions.start_date,
  provisions.end_date,
  deadline.date_earliest AS deadline_earliest,
  deadline.date_latest AS deadline_latest,
  provisions.start_date_earliest,
  provisions.start_date_latest,
  provisions.end_date_earliest,
  provisions.end_date_latest
FROM provisions
JOIN json_each(provisions.bearers) AS bearer
LEFT JOIN records ON records.id = provisions.id
LEFT JOIN records AS bearers ON bearers.id = bearer.value
LEFT JOIN records AS instruments ON instruments.id = provisions.instrument
LEFT JOIN deadline ON deadline.parent = provisions.id
WHERE provisions.kind = 'regulative'
  AND NOT EXISTS (
    SELECT 1 FROM json_each(provisions.bearers) AS earlier
    WHERE earlier.value = bearer.value AND earlier.key < bearer.key
  )"""
#: A milestone has a row for each of its actors; one without actors has a row, too, so that no milestone is missed.
MILESTONES_BY_ACTOR = """CREATE VIEW milestones_by_actor AS
-- Who signed, passed or otherwise moved which instrument, and when. A milestone without actors has one row.
SELECT
  actor.value AS actor,
  coalesce(actors.label, actor.value) AS actor_label,
  milestones.stage,
  milestones.date,
  milestones.record AS instrument,
  coalesce(records.label, milestones.record) AS label,
  records."table",
  coalesce(orders.number, measures.number) AS number,
  coalesce(orders.kind, measures.kind) AS kind,
  orders.series,
  milestones.id AS milestone,
  milestones.date_earliest,
  milestones.date_latest
FROM milestones
LEFT JOIN json_each(milestones."by") AS actor ON NOT EXISTS (
  SELECT 1 FROM json_each(milestones."by") AS earlier
  WHERE earlier.value = actor.value AND earlier.key < actor.key
)
LEFT JOIN records ON records.id = milestones.record
LEFT JOIN orders ON orders.id = milestones.record
LEFT JOIN measures ON measures.id = milestones.record
LEFT JOIN records AS actors ON actors.id = actor.value"""
#: A stance has a row for each speaker of its statement.
STANCES_BY_ACTOR = """CREATE VIEW stances_by_actor AS
-- Who supports or opposes what. A later stance does not replace an earlier one.
SELECT
  speaker.value AS actor,
  coalesce(speakers.label, speaker.value) AS actor_label,
  stances.stance,
  stances.objection,
  stances.target,
  coalesce(targets.label, stances.target) AS target_label,
  stances.topic,
  statements.id AS statement,
  statements.summary,
  statements.date,
  statements.date_earliest,
  statements.date_latest
FROM statements
JOIN stances ON stances.parent = statements.id
JOIN json_each(statements.speakers) AS speaker
LEFT JOIN records AS speakers ON speakers.id = speaker.value
LEFT JOIN records AS targets ON targets.id = stances.target"""
#: The order is that of `timeline`: by first day, longer periods first, for a text precedes those that begin with it.
TIMELINE = """CREATE VIEW timeline AS
-- Every milestone, vote and event, and every dated relation and statement, by date; those without a date come last.
SELECT
  date, end_date, label, "table", id, record, date_earliest, date_latest, end_date_earliest, end_date_latest
FROM (
  SELECT
    date, date_earliest, date_latest,
    NULL AS end_date, NULL AS end_date_earliest, NULL AS end_date_latest,
    coalesce((SELECT label FROM records WHERE id = record), record) || ': ' || replace(stage, '-', ' ') AS label,
    'milestones' AS "table", id, record, 1 AS place, rowid AS number
  FROM milestones
  UNION ALL
  SELECT
    date, date_earliest, date_latest,
    NULL, NULL, NULL,
    coalesce((SELECT label FROM records WHERE id = record), record) || ': vote'
      || coalesce(' of ' || coalesce((SELECT label FROM records WHERE id = body), body), '')
      || coalesce(' on ' || nullif(trim(motion, char(9, 10, 13, 32)), ''), '')
      || CASE passed WHEN 1 THEN ': passed' WHEN 0 THEN ': failed' ELSE ': result unknown' END
      || coalesce(', ' || yes || ' to ' || no, ''),
    'vote_events', id, record, 2, rowid
  FROM vote_events
  UNION ALL
  SELECT
    effective_date, effective_date_earliest, effective_date_latest,
    end_date, end_date_earliest, end_date_latest,
    coalesce((SELECT label FROM records WHERE id = subject), subject) || ' ' || replace(predicate, '-', ' ') || ' '
      || coalesce((SELECT label FROM records WHERE id = object), object),
    'relations', id, id, 3, rowid
  FROM relations
  WHERE effective_date IS NOT NULL
  UNION ALL
  SELECT
    start_date, start_date_earliest, start_date_latest,
    end_date, end_date_earliest, end_date_latest,
    (SELECT label FROM records WHERE records.id = events.id) || CASE summary WHEN '' THEN '' ELSE ': ' || summary END,
    'events', id, id, 4, rowid
  FROM events
  UNION ALL
  SELECT
    date, date_earliest, date_latest,
    NULL, NULL, NULL,
    coalesce((
      SELECT group_concat(coalesce(records.label, speaker.value), ', ')
      FROM json_each(speakers) AS speaker
      LEFT JOIN records ON records.id = speaker.value
    ), '') || ': ' || CASE summary WHEN '' THEN id ELSE summary END,
    'statements', id, id, 5, rowid
  FROM statements
  WHERE date IS NOT NULL
)
ORDER BY date IS NULL, rtrim(date, '~?%'), date, place, number"""
VIEWS = (DUTIES, MILESTONES_BY_ACTOR, STANCES_BY_ACTOR, TIMELINE)
