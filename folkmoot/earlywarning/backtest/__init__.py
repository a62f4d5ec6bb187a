"""The back-test: what early warning would have raised on past days, and which bursts it would have found."""
