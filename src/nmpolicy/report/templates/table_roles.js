{
  // Older versions of Safari forget what a table is when CSS shows it as blocks, as on a phone. HTML refuses such roles.
  const roles = {
    table: ".stances", rowgroup: ".stances > *", row: ".stances tr", cell: ".stances td",
    columnheader: ".stances th[scope=col]", rowheader: ".stances th:not([scope=col])",
  };
  for (const [role, selector] of Object.entries(roles)) {
    for (const element of document.querySelectorAll(selector)) element.setAttribute("role", role);
  }
}
