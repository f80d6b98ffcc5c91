"""Training of staff: sessions, how often they recur, resources, and training of leaders."""
