"""The suite: mirrors the code; stories in walkthroughs/, pages in browser/, house rules in architecture/."""
