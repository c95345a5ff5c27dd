SELECT django_session.(session_key, session_data, expire_date)
FROM django_session
WHERE (django_session.expire_date > ? AND django_session.session_key = ?)
LIMIT ?

SELECT kehoach_user.(id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff,
    is_active, date_joined, role, commune_id, unit_id, position, is_link, is_demo), kehoach_commune.(id, code, kind,
    name, province, valid_from, valid_until, successor_id, is_demo), kehoach_unit.(id, commune_id, code, name, kind,
    opened_on, closed_on)
FROM kehoach_user
LEFT OUTER JOIN kehoach_commune ON (kehoach_user.commune_id = kehoach_commune.id)
LEFT OUTER JOIN kehoach_unit ON (kehoach_user.unit_id = kehoach_unit.id)
WHERE kehoach_user.id = ?
ORDER BY kehoach_user.username ASC
LIMIT ?

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline, opened_at,
    opened_by_id, closed_at, closed_by_id, closing_reason), kehoach_commune.(id, code, kind, name, province, valid_from,
    valid_until, successor_id, is_demo)
FROM kehoach_reportingyear
INNER JOIN kehoach_commune ON (kehoach_reportingyear.commune_id = kehoach_commune.id)
WHERE (kehoach_reportingyear.commune_id = ? AND kehoach_reportingyear.year = ?)
ORDER BY kehoach_reportingyear.year DESC
LIMIT ?

SELECT thuvien_libraryfigures.(id, reporting_year_id, state, version, entered_on_behalf, responsible_name,
    responsible_position, opened_at, opened_by_id, saved_at, saved_by_id, submitted_at, submitted_by_id, returned_at,
    returned_by_id, return_reason, accepted_at, accepted_by_id, facility_id), thuvien_library.(id, commune_id, unit_id,
    code, name, opened_on, closed_on, kind), kehoach_unit.(id, commune_id, code, name, kind, opened_on, closed_on)
FROM thuvien_libraryfigures
INNER JOIN kehoach_reportingyear ON (thuvien_libraryfigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_unit ON (thuvien_library.unit_id = kehoach_unit.id)
INNER JOIN kehoach_commune ON (thuvien_library.commune_id = kehoach_commune.id)
INNER JOIN kehoach_commune T6 ON (kehoach_reportingyear.commune_id = T6.id)
WHERE thuvien_libraryfigures.reporting_year_id = ?
ORDER BY kehoach_commune.code ASC, thuvien_library.id ASC, T6.code ASC, kehoach_reportingyear.year DESC

SELECT vanhoa_centrefigures.(id, reporting_year_id, state, version, entered_on_behalf, responsible_name,
    responsible_position, opened_at, opened_by_id, saved_at, saved_by_id, submitted_at, submitted_by_id, returned_at,
    returned_by_id, return_reason, accepted_at, accepted_by_id, facility_id), vanhoa_culturalcentre.(id, commune_id,
    unit_id, code, name, opened_on, closed_on, kind), kehoach_unit.(id, commune_id, code, name, kind, opened_on,
    closed_on)
FROM vanhoa_centrefigures
INNER JOIN kehoach_reportingyear ON (vanhoa_centrefigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN vanhoa_culturalcentre ON (vanhoa_centrefigures.facility_id = vanhoa_culturalcentre.id)
INNER JOIN kehoach_unit ON (vanhoa_culturalcentre.unit_id = kehoach_unit.id)
INNER JOIN kehoach_commune ON (vanhoa_culturalcentre.commune_id = kehoach_commune.id)
INNER JOIN kehoach_commune T6 ON (kehoach_reportingyear.commune_id = T6.id)
WHERE vanhoa_centrefigures.reporting_year_id = ?
ORDER BY kehoach_commune.code ASC, vanhoa_culturalcentre.id ASC, T6.code ASC, kehoach_reportingyear.year DESC

SELECT kehoach_user.(id, password, last_login, is_superuser, username, first_name, last_name, email, is_staff,
    is_active, date_joined, role, commune_id, unit_id, position, is_link, is_demo)
FROM kehoach_user
WHERE kehoach_user.id IN (?)
ORDER BY kehoach_user.username ASC

SELECT MIN(thuvien_historicallibraryfigures.submitted_at) AS first
FROM thuvien_historicallibraryfigures
WHERE (thuvien_historicallibraryfigures.reporting_year_id = ? AND thuvien_historicallibraryfigures.submitted_at IS NOT
    NULL)
GROUP BY thuvien_historicallibraryfigures.id

SELECT MIN(vanhoa_historicalcentrefigures.submitted_at) AS first
FROM vanhoa_historicalcentrefigures
WHERE (vanhoa_historicalcentrefigures.reporting_year_id = ? AND vanhoa_historicalcentrefigures.submitted_at IS NOT NULL)
GROUP BY vanhoa_historicalcentrefigures.id

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo)
FROM kehoach_plan
INNER JOIN kehoach_commune ON (kehoach_plan.commune_id = kehoach_commune.id)
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.issued_on DESC, kehoach_plan.id DESC
LIMIT ?

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline, opened_at,
    opened_by_id, closed_at, closed_by_id, closing_reason), kehoach_commune.(id, code, kind, name, province, valid_from,
    valid_until, successor_id, is_demo)
FROM kehoach_reportingyear
INNER JOIN kehoach_commune ON (kehoach_reportingyear.commune_id = kehoach_commune.id)
WHERE kehoach_reportingyear.commune_id = ?
ORDER BY kehoach_reportingyear.year DESC
