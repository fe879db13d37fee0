"""Records from the services that keep them: PubMed, Crossref, OpenAlex, ClinicalTrials.gov."""
