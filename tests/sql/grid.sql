SELECT kehoach_signedinsession.(session_key, session_data, expire_date, user_id, device, address, started_at, seen_at)
FROM kehoach_signedinsession
WHERE (kehoach_signedinsession.expire_date > ? AND kehoach_signedinsession.session_key = ?)
LIMIT ?

SELECT kehoach_user.(id, password, last_login, is_superuser, username, email, is_staff, is_active, date_joined,
    first_name, last_name, folded_name, role, commune_id, unit_id, position, phone, active_until, area_province,
    area_communes, switched_on_on, told_of_disuse_on, bell_seen_at, has_notice_mail, notices_mailed_at, is_link,
    is_demo), kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo,
    contact_name, contact_position, contact_phone, officer_title, second_look), kehoach_unit.(id, commune_id, code,
    name, kind, position, opened_on, closed_on)
FROM kehoach_user
LEFT OUTER JOIN kehoach_commune ON (kehoach_user.commune_id = kehoach_commune.id)
LEFT OUTER JOIN kehoach_unit ON (kehoach_user.unit_id = kehoach_unit.id)
WHERE kehoach_user.id = ?
ORDER BY kehoach_user.username ASC
LIMIT ?

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline,
    entry_until, correction_until, opened_at, opened_by_id, closed_at, closed_by_id, closing_reason),
    kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo, contact_name,
    contact_position, contact_phone, officer_title, second_look)
FROM kehoach_reportingyear
INNER JOIN kehoach_commune ON (kehoach_reportingyear.commune_id = kehoach_commune.id)
WHERE (kehoach_reportingyear.commune_id = ? AND kehoach_reportingyear.year = ?)
ORDER BY kehoach_reportingyear.year DESC
LIMIT ?

SELECT thuvien_libraryfigures.reporting_year_id AS reporting_year_id, CASE WHEN thuvien_libraryfigures.state = ? THEN
    (SELECT U0.history_date AS history_date
FROM thuvien_historicallibraryfigures U0
WHERE U0.id = (thuvien_libraryfigures.id)
ORDER BY ? ASC
LIMIT ?) WHEN thuvien_libraryfigures.state = ? THEN thuvien_libraryfigures.opened_at WHEN thuvien_libraryfigures.state =
    ? THEN thuvien_libraryfigures.submitted_at WHEN thuvien_libraryfigures.state = ? THEN
    thuvien_libraryfigures.returned_at WHEN thuvien_libraryfigures.state = ? THEN thuvien_libraryfigures.accepted_at
    ELSE NULL END AS case1, CASE WHEN thuvien_libraryfigures.accepted_version_id IS NOT NULL THEN
    thuvien_libraryfigures.accepted_at ELSE NULL END AS case2, thuvien_libraryfigures.id AS pk,
    thuvien_libraryfigures.version AS version, thuvien_libraryfigures.state AS state, thuvien_library.code AS
    facility__code, thuvien_library.name AS facility__name, thuvien_library.unit_id AS facility__unit_id,
    kehoach_unit.name AS facility__unit__name, thuvien_libraryfigures.return_reason AS return_reason,
    thuvien_libraryfigures.entered_on_behalf AS entered_on_behalf, thuvien_libraryfigures.withdrawal_reason AS
    withdrawal_reason, thuvien_libraryfigures.why_unchanged AS why_unchanged, CASE WHEN
    (thuvien_libraryfigures.asked_back_answer = ? AND thuvien_libraryfigures.asked_back_at IS NOT NULL) THEN
    thuvien_libraryfigures.asked_back_reason ELSE ? END AS case3
FROM thuvien_libraryfigures
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_reportingyear ON (thuvien_libraryfigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_unit ON (thuvien_library.unit_id = kehoach_unit.id)
WHERE ((thuvien_library.opened_on IS NULL OR thuvien_library.opened_on <= (kehoach_reportingyear.window_end)) AND
    (thuvien_library.closed_on IS NULL OR thuvien_library.closed_on > (kehoach_reportingyear.window_end)) AND
    thuvien_libraryfigures.reporting_year_id IN (?))
ORDER BY kehoach_unit.position ASC, thuvien_libraryfigures.facility_id ASC

SELECT vanhoa_centrefigures.reporting_year_id AS reporting_year_id, CASE WHEN vanhoa_centrefigures.state = ? THEN
    (SELECT U0.history_date AS history_date
FROM vanhoa_historicalcentrefigures U0
WHERE U0.id = (vanhoa_centrefigures.id)
ORDER BY ? ASC
LIMIT ?) WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.opened_at WHEN vanhoa_centrefigures.state = ?
    THEN vanhoa_centrefigures.submitted_at WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.returned_at
    WHEN vanhoa_centrefigures.state = ? THEN vanhoa_centrefigures.accepted_at ELSE NULL END AS case1, CASE WHEN
    vanhoa_centrefigures.accepted_version_id IS NOT NULL THEN vanhoa_centrefigures.accepted_at ELSE NULL END AS case2,
    vanhoa_centrefigures.id AS pk, vanhoa_centrefigures.version AS version, vanhoa_centrefigures.state AS state,
    vanhoa_culturalcentre.code AS facility__code, vanhoa_culturalcentre.name AS facility__name,
    vanhoa_culturalcentre.unit_id AS facility__unit_id, kehoach_unit.name AS facility__unit__name,
    vanhoa_centrefigures.return_reason AS return_reason, vanhoa_centrefigures.entered_on_behalf AS entered_on_behalf,
    vanhoa_centrefigures.withdrawal_reason AS withdrawal_reason, vanhoa_centrefigures.why_unchanged AS why_unchanged,
    CASE WHEN (vanhoa_centrefigures.asked_back_answer = ? AND vanhoa_centrefigures.asked_back_at IS NOT NULL) THEN
    vanhoa_centrefigures.asked_back_reason ELSE ? END AS case3
FROM vanhoa_centrefigures
INNER JOIN vanhoa_culturalcentre ON (vanhoa_centrefigures.facility_id = vanhoa_culturalcentre.id)
INNER JOIN kehoach_reportingyear ON (vanhoa_centrefigures.reporting_year_id = kehoach_reportingyear.id)
INNER JOIN kehoach_unit ON (vanhoa_culturalcentre.unit_id = kehoach_unit.id)
WHERE ((vanhoa_culturalcentre.opened_on IS NULL OR vanhoa_culturalcentre.opened_on <=
    (kehoach_reportingyear.window_end)) AND (vanhoa_culturalcentre.closed_on IS NULL OR vanhoa_culturalcentre.closed_on
    > (kehoach_reportingyear.window_end)) AND vanhoa_centrefigures.reporting_year_id IN (?))
ORDER BY kehoach_unit.position ASC, vanhoa_centrefigures.facility_id ASC

SELECT thuvien_libraryfigures.id AS pk, thuvien_libraryfigures.opened_at AS opened_at, thuvien_libraryfigures.saved_at
    AS saved_at, thuvien_libraryfigures.submitted_at AS submitted_at, thuvien_libraryfigures.returned_at AS returned_at,
    thuvien_libraryfigures.accepted_at AS accepted_at, thuvien_libraryfigures.opened_by_id AS opened_by_id,
    thuvien_libraryfigures.saved_by_id AS saved_by_id, thuvien_libraryfigures.submitted_by_id AS submitted_by_id,
    thuvien_libraryfigures.returned_by_id AS returned_by_id, thuvien_libraryfigures.accepted_by_id AS accepted_by_id
FROM thuvien_libraryfigures
INNER JOIN thuvien_library ON (thuvien_libraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_reportingyear ON (thuvien_libraryfigures.reporting_year_id = kehoach_reportingyear.id)
WHERE ((thuvien_library.opened_on IS NULL OR thuvien_library.opened_on <= (kehoach_reportingyear.window_end)) AND
    (thuvien_library.closed_on IS NULL OR thuvien_library.closed_on > (kehoach_reportingyear.window_end)) AND
    thuvien_libraryfigures.reporting_year_id = ?)

SELECT vanhoa_centrefigures.id AS pk, vanhoa_centrefigures.opened_at AS opened_at, vanhoa_centrefigures.saved_at AS
    saved_at, vanhoa_centrefigures.submitted_at AS submitted_at, vanhoa_centrefigures.returned_at AS returned_at,
    vanhoa_centrefigures.accepted_at AS accepted_at, vanhoa_centrefigures.opened_by_id AS opened_by_id,
    vanhoa_centrefigures.saved_by_id AS saved_by_id, vanhoa_centrefigures.submitted_by_id AS submitted_by_id,
    vanhoa_centrefigures.returned_by_id AS returned_by_id, vanhoa_centrefigures.accepted_by_id AS accepted_by_id
FROM vanhoa_centrefigures
INNER JOIN vanhoa_culturalcentre ON (vanhoa_centrefigures.facility_id = vanhoa_culturalcentre.id)
INNER JOIN kehoach_reportingyear ON (vanhoa_centrefigures.reporting_year_id = kehoach_reportingyear.id)
WHERE ((vanhoa_culturalcentre.opened_on IS NULL OR vanhoa_culturalcentre.opened_on <=
    (kehoach_reportingyear.window_end)) AND (vanhoa_culturalcentre.closed_on IS NULL OR vanhoa_culturalcentre.closed_on
    > (kehoach_reportingyear.window_end)) AND vanhoa_centrefigures.reporting_year_id = ?)

SELECT kehoach_user.(id, password, last_login, is_superuser, username, email, is_staff, is_active, date_joined,
    first_name, last_name, folded_name, role, commune_id, unit_id, position, phone, active_until, area_province,
    area_communes, switched_on_on, told_of_disuse_on, bell_seen_at, has_notice_mail, notices_mailed_at, is_link,
    is_demo)
FROM kehoach_user
WHERE kehoach_user.id IN (?)
ORDER BY kehoach_user.username ASC

SELECT thuvien_library.(id, commune_id, unit_id, code, name, opened_on, closed_on, kind)
FROM thuvien_library
INNER JOIN kehoach_commune ON (thuvien_library.commune_id = kehoach_commune.id)
WHERE (thuvien_library.closed_on BETWEEN ? AND ? AND thuvien_library.commune_id = ?)
ORDER BY kehoach_commune.code ASC, thuvien_library.id ASC

SELECT vanhoa_culturalcentre.(id, commune_id, unit_id, code, name, opened_on, closed_on, kind)
FROM vanhoa_culturalcentre
INNER JOIN kehoach_commune ON (vanhoa_culturalcentre.commune_id = kehoach_commune.id)
WHERE (vanhoa_culturalcentre.closed_on BETWEEN ? AND ? AND vanhoa_culturalcentre.commune_id = ?)
ORDER BY kehoach_commune.code ASC, vanhoa_culturalcentre.id ASC

SELECT COUNT(*)
FROM (SELECT thuvien_historicallibraryfigures.id AS id
FROM thuvien_historicallibraryfigures
LEFT OUTER JOIN thuvien_library ON (thuvien_historicallibraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_reportingyear ON (thuvien_historicallibraryfigures.reporting_year_id = kehoach_reportingyear.id)
WHERE ((thuvien_library.opened_on IS NULL OR thuvien_library.opened_on <= (kehoach_reportingyear.window_end)) AND
    (thuvien_library.closed_on IS NULL OR thuvien_library.closed_on > (kehoach_reportingyear.window_end)) AND
    thuvien_historicallibraryfigures.reporting_year_id = ? AND thuvien_historicallibraryfigures.submitted_at IS NOT
    NULL)
GROUP BY ?
HAVING MIN(thuvien_historicallibraryfigures.submitted_at) < ?) subquery

SELECT COUNT(*) AS __count
FROM thuvien_historicallibraryfigures
LEFT OUTER JOIN thuvien_library ON (thuvien_historicallibraryfigures.facility_id = thuvien_library.id)
INNER JOIN kehoach_reportingyear ON (thuvien_historicallibraryfigures.reporting_year_id = kehoach_reportingyear.id)
WHERE ((thuvien_library.opened_on IS NULL OR thuvien_library.opened_on <= (kehoach_reportingyear.window_end)) AND
    (thuvien_library.closed_on IS NULL OR thuvien_library.closed_on > (kehoach_reportingyear.window_end)) AND
    thuvien_historicallibraryfigures.history_type = ? AND thuvien_historicallibraryfigures.reporting_year_id = ? AND
    thuvien_historicallibraryfigures.history_date > ?)

SELECT COUNT(*)
FROM (SELECT vanhoa_historicalcentrefigures.id AS id
FROM vanhoa_historicalcentrefigures
LEFT OUTER JOIN vanhoa_culturalcentre ON (vanhoa_historicalcentrefigures.facility_id = vanhoa_culturalcentre.id)
INNER JOIN kehoach_reportingyear ON (vanhoa_historicalcentrefigures.reporting_year_id = kehoach_reportingyear.id)
WHERE ((vanhoa_culturalcentre.opened_on IS NULL OR vanhoa_culturalcentre.opened_on <=
    (kehoach_reportingyear.window_end)) AND (vanhoa_culturalcentre.closed_on IS NULL OR vanhoa_culturalcentre.closed_on
    > (kehoach_reportingyear.window_end)) AND vanhoa_historicalcentrefigures.reporting_year_id = ? AND
    vanhoa_historicalcentrefigures.submitted_at IS NOT NULL)
GROUP BY ?
HAVING MIN(vanhoa_historicalcentrefigures.submitted_at) < ?) subquery

SELECT COUNT(*) AS __count
FROM vanhoa_historicalcentrefigures
LEFT OUTER JOIN vanhoa_culturalcentre ON (vanhoa_historicalcentrefigures.facility_id = vanhoa_culturalcentre.id)
INNER JOIN kehoach_reportingyear ON (vanhoa_historicalcentrefigures.reporting_year_id = kehoach_reportingyear.id)
WHERE ((vanhoa_culturalcentre.opened_on IS NULL OR vanhoa_culturalcentre.opened_on <=
    (kehoach_reportingyear.window_end)) AND (vanhoa_culturalcentre.closed_on IS NULL OR vanhoa_culturalcentre.closed_on
    > (kehoach_reportingyear.window_end)) AND vanhoa_historicalcentrefigures.history_type = ? AND
    vanhoa_historicalcentrefigures.reporting_year_id = ? AND vanhoa_historicalcentrefigures.history_date > ?)

SELECT kehoach_plan.(id, commune_id, number, issued_on, issued_at, issuing_body, title, preamble, general_objective,
    closing, amends_id, first_year, last_year, regular_activities, signing_authority, signing_position, signatory),
    EXISTS(SELECT ? AS a
FROM kehoach_commune U0
WHERE U0.successor_id = (kehoach_plan.commune_id)
LIMIT ?) AS has_merged
FROM kehoach_plan
WHERE kehoach_plan.commune_id = ?
ORDER BY kehoach_plan.first_year ASC, kehoach_plan.issued_on ASC, kehoach_plan.id ASC

SELECT kehoach_reportingyear.(id, commune_id, year, window_start, window_end, unit_deadline, report_deadline,
    entry_until, correction_until, opened_at, opened_by_id, closed_at, closed_by_id, closing_reason),
    kehoach_commune.(id, code, kind, name, province, valid_from, valid_until, successor_id, is_demo, contact_name,
    contact_position, contact_phone, officer_title, second_look)
FROM kehoach_reportingyear
INNER JOIN kehoach_commune ON (kehoach_reportingyear.commune_id = kehoach_commune.id)
WHERE kehoach_reportingyear.commune_id = ?
ORDER BY kehoach_reportingyear.year DESC
