"""Early warning: of a case, a failing service, a place and a topic; never of people."""
