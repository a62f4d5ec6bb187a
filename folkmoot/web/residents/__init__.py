"""The pages for residents: raising a concern, following it, answering, closing the question. No account is needed."""
