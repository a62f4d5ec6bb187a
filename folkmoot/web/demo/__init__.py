"""Pages of the demo: entering as any of the cast, and a tour. Elsewhere they are absent."""
