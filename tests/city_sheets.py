"""Spreadsheets in the shapes that cities and states publish, with made-up contents."""

#: The bytes of each file, by its name.
SHEETS: dict[str, bytes] = {
    # Legistar, as its search page exports it.
    "legistar-export.csv": b"""\xef\xbb\xbf"File #","Type","Status","File Created","Final Action","Title"\r
"2021-0412","Ordinance","Passed","3/9/2021","4/20/2021","AN ORDINANCE amending the noise code; ""quiet"" hours"\r
"2021-0413","Resolution","Adopted","3/9/2021","3/9/2021","A RESOLUTION honoring librarians"\r
"2021-0420","Appointment (Appt)","In Committee","4/13/2021","","Appointment of a member of the Arts Board"\r
"2021-0421","Ordinance","Filed","4/13/2021","4/27/2021","AN ORDINANCE on short-term rentals"\r
""",
    # The Federal Register's CSV of a search.
    "documents_of_type_presidential_document.csv": b"""citation,document_number,end_page,html_url,pdf_url,type,subtype,publication_date,signing_date,start_page,title,disposition_notes,executive_order_number
90 FR 8237,2025-01900,8239,https://register.example/d/2025-01900,https://register.example/p/2025-01900.pdf,Presidential Document,Executive Order,01/28/2025,01/20/2025,8237,Putting People Over Fish,,14181
90 FR 8241,2025-01901,8242,https://register.example/d/2025-01901,https://register.example/p/2025-01901.pdf,Presidential Document,Executive Order,01/28/2025,01/20/2025,8241,Ending Something,"Revokes: EO 13985, January 20, 2021",14182
""",
    # Socrata: floating timestamps.
    "Executive_Orders.csv": b"""Executive Order Number,Executive Order Title,Date Signed,Mayor,Link to PDF,Category,Is Active
2014-01,Open Data,2014-01-05T00:00:00.000,M. Alvarez,https://data.example/2014-01.pdf,Technology,Yes
2014-02,Living Wage,2014-05-12T00:00:00.000,M. Alvarez,https://data.example/2014-02.pdf,Labor;Budget,Yes
2016-01,Vision Zero,2016-11-07T00:00:00.000,J. Kent,https://data.example/2016-01.pdf,Transportation,No
""",
    # A governor's list, typed by hand: a title line, blank rows, years of two digits, a footer.
    "governor eos.csv": b"""State of Franklin - Executive Orders of Governor Lee,,,,,\r
Updated monthly,,,,,\r
,,,,,\r
EO #,Subject,Signed,Expires,Status,\r
2019-1,Flooding,1/5/19,3/6/19,Expired,\r
2019-2,Task Force on Rural Health,2/11/19,,In effect,\r
2019-3,Amending Executive Order 2019-2,10/30/19,,Rescinded,\r
,,,,,\r
Total: 3,,,,,\r
""",
    # Excel in Spanish: semicolons, Windows-1252.
    "Decretos alcaldía.csv": "N.º;Fecha;Título;Alcalde;Estado;Enlace\r\n"
    "12;5 de enero de 2014;Comisión de Vivienda;José Núñez;Vigente;https://ciudad.example/12\r\n"
    "13;20 de marzo de 2014;Uso de vehículos;José Núñez;Derogado;https://ciudad.example/13\r\n".encode("cp1252"),
    # Excel's "Unicode text": UTF-16 with tabs.
    "Mayoral Directives.txt": "Directive No.\tTitle\tIssue Date\tIssued By\r\n"
    "ED-1\tHousing emergency\tDec. 12, 2022\tMayor\u2019s Office\r\n"
    "ED-2\tShelters\tDec. 21, 2022\tMayor\u2019s Office\r\n".encode("utf-16"),
    # Standing orders that are revised, and say what they replace.
    "xo-list.csv": b"""XO No.,Title,Effective Date,Supersedes,Superseded By
94,Records,2010-03-01,,XO 94A
94A,Records,2016-07-15,94,
101,Travel,2012-01-09,"12, 13",
12,Travel of staff,1999-05-01,,101
""",
    # A council's log: sponsors, an enactment number, a blank column without a name, another column named twice.
    "Council Legislation 2023-2025.csv": b"""Bill #,Title,Sponsors,Introduced,Final Action,Date,Enactment #,,Date
O-23-15,Housing overlay,"Lewis, Tammy; Grout, Renee",2023-02-06,Passed,2023-03-06,O-2023-008,x,2023-03-09
R-23-104,Fee study,"Davis, Pat",2023-02-06,Withdrawn,,,,
R-23-105,Bus fares,"Fiebelkorn, Tammy",2023-02-22,Failed,2023-04-03,,,
""",
    # One per year, numbers that restart each year, and dates that decide nothing.
    "orders_by_year.csv": b"""Year,Order,Description,Date Issued,Governor
2020,1,Emergency declared,3/4/2020,Rivera
2020,2,Schools closed,3/5/2020,Rivera
2021,1,Emergency ended,6/7/2021,Rivera
2021,2,Vaccination,8/9/2021,Osei
""",
    # A policy data set: one row for each order of many places, with blanks written as words.
    "covid_executive_orders.csv": b"""state,order_num,name,start_d,end_d,agency,url
Ohio,2020-01D,Declaring a State of Emergency,03/09/2020,06/18/2021,Governor,https://orders.example/1
Texas,GA-08,Relating to COVID-19 preparedness,03/19/2020,04/03/2020,Governor,https://orders.example/2
Maine,N/A,Stay Healthy at Home,04/02/2020,N/A,Governor,N/A
""",
    # Ordinances since 1974: three columns, a section row, a year alone.
    "ordinances.csv": b"""Ordinance Number,,Adopted
16,Parks Advisory,1974
Fiscal Year 2020,,
20-21-01,Tentative Budget & Appropriation,7/15/2020
20-21-02,Levy for Maintenance,7/15/2020
""",
    # Day numbers of Excel, and no titles.
    "proclamations.csv": b"""Proclamation ID,Proclamation Date,Signed by
P-100,45859,Ann Lee
P-101,45860,Ann Lee
P-102,45871,Bo Diaz
""",
}
