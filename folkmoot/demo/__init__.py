"""The demo: a made-up cast, and two years of made-up cases in real places, made by the real actions."""
