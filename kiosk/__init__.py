"""The Một cửa kiosk: words in, the checklist for your own case out."""
