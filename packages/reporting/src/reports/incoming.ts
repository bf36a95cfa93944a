/** The report every contact centre needs; a document of the same id replaces it. */
export const incomingReport = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE report SYSTEM "report.dtd">
<report id="incoming" title="Incoming contacts">
  <column metric="offered"/>
  <column metric="answered"/>
  <column metric="abandoned"/>
  <column metric="lost"/>
  <column metric="diverted"/>
  <column metric="open"/>
  <column metric="answer-rate"/>
  <column metric="abandonment-rate"/>
  <column metric="service-level"/>
  <column metric="average-speed-of-answer"/>
  <column metric="average-talk"/>
  <column metric="average-wrap-up"/>
  <column metric="longest-wait"/>
</report>
`;
