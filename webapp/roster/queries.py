"""Every SELECT of the roster: the people of today as a file is compared with, the list page, one person's page."""
