"""Sign-in: django-allauth with our telephone rules, our words and our pages."""
