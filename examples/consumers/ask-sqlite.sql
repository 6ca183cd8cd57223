-- Answers five questions from a database of nmpolicy with SQLite: sqlite3 -list -noheader FILE <ask-sqlite.sql

-- The paragraphs of the source that support a record.
CREATE TEMP VIEW cited AS
SELECT record, ' [' || group_concat(paragraph, ', ') || ']' AS paragraphs
FROM (SELECT * FROM evidence WHERE parent = record ORDER BY record, number)
GROUP BY record;

SELECT 'What must city staff do?';
SELECT '- ' || trim(aim || ' ' || direct_object) || coalesce(paragraphs, '')
FROM provisions
LEFT JOIN cited ON cited.record = provisions.id
WHERE 'albuquerque-city-staff' IN (SELECT value FROM json_each(bearers))
  AND 'obligation' IN (SELECT value FROM json_each(deontic))
ORDER BY 1;
SELECT '';

SELECT 'Who opposes the order, and in what capacity?';
SELECT '- ' || actor_label || coalesce(', ' || posts.name, '') || coalesce(paragraphs, '')
FROM stances_by_actor
JOIN statements ON statements.id = stances_by_actor.statement
LEFT JOIN posts ON posts.id = statements.capacity
LEFT JOIN cited ON cited.record = statements.id
WHERE target = 'abq-eo-2025-07-21' AND stance = 'oppose'
ORDER BY 1;
SELECT '';

SELECT 'What does the order expand?';
SELECT '- ' || label || coalesce(paragraphs, '')
FROM relations
JOIN records ON records.id = relations.object
LEFT JOIN cited ON cited.record = relations.id
WHERE subject = 'abq-eo-2025-07-21' AND predicate = 'expands'
ORDER BY 1;
SELECT '';

-- Three answers: the days that a date can mean may be on both sides of a day.
SELECT 'Did it come before May 15, 2025?';
SELECT '- ' || CASE
    WHEN date_latest < '2025-05-15' THEN 'yes'
    WHEN date_earliest >= '2025-05-15' THEN 'no'
    ELSE 'not decided'
  END || ': ' || label || ', ' || stage || ' ' || coalesce(date, '(no date)')
FROM milestones
JOIN records ON records.id = milestones.record
ORDER BY 1;
SELECT '';

-- A date decides the year if each day that it can mean is in that year.
SELECT 'How many orders and measures were signed or issued in each year?';
WITH made AS (
  SELECT CASE
      WHEN substr(date_earliest, 1, 4) = substr(date_latest, 1, 4) THEN substr(date_latest, 1, 4)
      ELSE 'not decided'
    END AS year
  FROM milestones
  WHERE stage IN ('signed', 'issued')
)
SELECT '- ' || year || ': ' || count(*) FROM made GROUP BY year ORDER BY 1;
SELECT '';
