"""Views: get or refuse the object, bind the form, call one action, render or redirect."""
