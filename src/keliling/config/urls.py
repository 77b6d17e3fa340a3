"""Every address of the site, room by room."""

from django.urls import include, path

from keliling.web.refused import bad_request, page_not_found, server_error

handler400 = bad_request
handler404 = page_not_found
handler500 = server_error

urlpatterns = [
    path("", include("keliling.web.public.urls")),
    path("", include("keliling.web.resident.urls")),
    path("lapangan/", include("keliling.web.field.urls")),
    path("kantor/", include("keliling.web.office.urls")),
    path("openrosa/", include("keliling.web.openrosa.urls")),
    path("akun/", include("keliling.web.sign_in.urls")),
]
