-- Answers five questions from a folder of Parquet files with DuckDB: duckdb -list -noheader <ask-duckdb.sql
-- Run it in that folder.

-- The paragraphs of the source that support a record.
CREATE TEMP VIEW cited AS
SELECT record, ' [' || string_agg(paragraph, ', ' ORDER BY number) || ']' AS paragraphs
FROM 'evidence.parquet'
WHERE parent = record
GROUP BY record;

SELECT 'What must city staff do?';
SELECT '- ' || trim(aim || ' ' || direct_object) || coalesce(paragraphs, '')
FROM 'provisions.parquet' AS provisions
LEFT JOIN cited ON cited.record = provisions.id
WHERE list_contains(bearers, 'albuquerque-city-staff') AND list_contains(deontic, 'obligation')
ORDER BY 1;
SELECT '';

SELECT 'Who opposes the order, and in what capacity?';
SELECT '- ' || speakers.label || coalesce(', ' || posts.name, '') || coalesce(paragraphs, '')
FROM 'stances.parquet' AS stances
JOIN (SELECT *, unnest(speakers) AS speaker FROM 'statements.parquet') AS statements ON statements.id = stances.record
JOIN 'records.parquet' AS speakers ON speakers.id = speaker
LEFT JOIN 'posts.parquet' AS posts ON posts.id = capacity
LEFT JOIN cited ON cited.record = statements.id
WHERE target = 'abq-eo-2025-07-21' AND stance = 'oppose'
ORDER BY 1;
SELECT '';

SELECT 'What does the order expand?';
SELECT '- ' || label || coalesce(paragraphs, '')
FROM 'relations.parquet' AS relations
JOIN 'records.parquet' AS records ON records.id = relations.object
LEFT JOIN cited ON cited.record = relations.id
WHERE subject = 'abq-eo-2025-07-21' AND predicate = 'expands'
ORDER BY 1;
SELECT '';

-- Three answers: the days that a date can mean may be on both sides of a day.
SELECT 'Did it come before May 15, 2025?';
SELECT '- ' || CASE
    WHEN date_latest < DATE '2025-05-15' THEN 'yes'
    WHEN date_earliest >= DATE '2025-05-15' THEN 'no'
    ELSE 'not decided'
  END || ': ' || label || ', ' || stage || ' ' || coalesce(date, '(no date)')
FROM 'milestones.parquet' AS milestones
JOIN 'records.parquet' AS records ON records.id = milestones.record
ORDER BY 1;
SELECT '';

-- A date decides the year if each day that it can mean is in that year.
SELECT 'How many orders and measures were signed or issued in each year?';
WITH made AS (
  SELECT if(year(date_earliest) = year(date_latest), year(date_latest)::text, 'not decided') AS year
  FROM 'milestones.parquet'
  WHERE stage IN ('signed', 'issued')
)
SELECT '- ' || year || ': ' || count(*) FROM made GROUP BY year ORDER BY 1;
SELECT '';
