/**
 * What the server refuses, in German and with what to do about it, by the code of the problem. A code
 * that is not here is told in the words of the server.
 */
export const problemNames: Record<string, string> = {
  // Wer fragt.
  no_session: 'Ihre Sitzung ist abgelaufen. Melden Sie sich bitte neu an.',
  login_failed: 'Benutzername oder Passwort stimmt nicht.',
  too_many_logins: 'Zu viele Versuche. Warten Sie ein wenig und versuchen Sie es dann noch einmal.',
  role_missing:
    'Dafür reichen Ihre Rollen nicht. Fragen Sie die Administration, wenn Sie das brauchen.',
  weak_password: 'Das Passwort passt nicht: Nehmen Sie 12 bis 128 Zeichen.',
  password_too_common:
    'Dieses Passwort wird als eines der ersten ausprobiert. Nehmen Sie ein paar Wörter, die nichts miteinander und nichts mit Ihrem Namen zu tun haben.',
  password_session_needed:
    'Das geht nur in einer Sitzung, in der Sie sich mit dem Passwort angemeldet haben.',
  wrong_password: 'Das aktuelle Passwort stimmt nicht.',
  bad_expiry: 'Dieses Ablaufdatum passt nicht: Es muss in der Zukunft liegen, aber nicht zu weit.',
  too_many_tokens: 'Es gibt schon zu viele Tokens. Beenden Sie eines, das niemand mehr braucht.',
  link_does_not_work: 'Dieser Link gilt nicht oder nicht mehr. Fordern Sie einen neuen an.',
  user_name_taken: 'Dieser Benutzername ist vergeben. Wählen Sie einen anderen.',

  // Was gerade nicht geht.
  body_too_large: 'Das ist zu groß, um es auf einmal zu senden.',
  bad_json: 'Eine Angabe hat nicht die erwartete Form. Prüfen Sie Ihre Eingaben.',
  overloaded:
    'Der Server hat gerade zu viel zu tun. Es ist nichts geschehen; versuchen Sie es gleich noch einmal.',
  still_working:
    'Das dauert länger als üblich. Senden Sie es noch einmal: Doppelt geschieht nichts.',
  timeout: 'Das hat zu lange gedauert. Versuchen Sie es noch einmal.',
  unavailable: 'Der Server kann das gerade nicht. Versuchen Sie es später noch einmal.',
  internal: 'Im Server ist etwas schiefgegangen. Sagen Sie bitte dem Betrieb Bescheid.',
  rebuild_running:
    'Ein Neuaufbau läuft schon. Warten Sie, bis er fertig ist, oder brechen Sie ihn ab.',
  rebuild_ended: 'Dieser Neuaufbau ist schon zu Ende. Sehen Sie nach, wie er ausging.',
  verify_running:
    'Eine Prüfung läuft schon. Warten Sie, bis sie fertig ist, oder brechen Sie sie ab.',
  import_running:
    'Dieser Import läuft schon. Sehen Sie nach, wie weit er ist, oder brechen Sie ihn ab.',
  import_refused:
    'Die Datei lässt sich so nicht richtig lesen, und nichts wurde übernommen. Berichtigen Sie die Datei oder die Zuordnung der Spalten.',
  bad_mapping: 'Diese Zuordnung der Spalten lässt sich nicht verwenden.',
  not_yet: 'Dieser Zeitpunkt liegt noch in der Zukunft.',
  too_many: 'Die Liste ist zu lang. Kürzen Sie sie.',
  batch_too_long: 'Das sind zu viele auf einmal. Teilen Sie sie auf.',

  // Dateien.
  file_type_not_allowed:
    'Dateien dieser Art werden nicht angenommen. Möglich sind PDF, PNG, JPEG, Text, CSV, Excel und Word.',
  file_content_does_not_fit:
    'Der Inhalt der Datei passt nicht zu ihrer Endung. Senden Sie sie so, wie das Programm sie gespeichert hat.',
  file_name_does_not_fit: 'Die Endung des Namens passt nicht zur Art der Datei.',
  too_many_transfers:
    'Es sind schon zu viele Dateien unterwegs. Warten Sie, bis eine angekommen ist.',
  too_many_questions:
    'So viele dieser Fragen werden schon beantwortet. Warten Sie, bis eine ihre Antwort hat.',
  attachment_damaged:
    'Diese Datei ist beschädigt und wird nicht gesendet. Der Betrieb kann sie aus einer Sicherung zurückholen.',

  // Partner, Konten und Lizenzen.
  no_role: 'Mitarbeiter brauchen mindestens eine Rolle.',
  last_administrator: 'Das ist die letzte Administration. Benennen Sie zuerst jemand anderen.',
  account_name_taken: 'Eine Firma mit diesem Namen gibt es schon.',
  account_in_use: 'An dieser Firma hängt noch etwas, das bleibt. Schließen Sie sie stattdessen.',
  account_has_users: 'Zu dieser Firma gehören Benutzer. Schließen Sie sie stattdessen.',
  account_is_closed: 'Diese Firma ist geschlossen. Öffnen Sie sie zuerst wieder.',
  account_is_no_partner: 'Diese Firma ist kein Partner; ihre Kontakte erhalten keinen Zugang.',
  account_owner_has_no_role:
    'Niemand im eigenen Haus ist für diese Firma verantwortlich. Nennen Sie zuerst jemanden mit einer Rolle.',
  account_seats_full:
    'Alle Plätze dieser Firma sind belegt. Deaktivieren Sie jemanden, oder lassen Sie die Plätze erhöhen.',
  account_seats_in_use:
    'So viele Benutzer der Firma sind schon aktiv. Deaktivieren Sie zuerst einige.',
  account_is_of_other_type: 'Diese Firma ist ein Partner von anderem Typ.',
  partner_type_needed:
    'Diese Firma gibt es noch nicht. Wählen Sie den Partnertyp, um sie anzulegen.',
  contact_is_user: 'Dieser Kontakt hat schon einen Zugang.',
  contact_is_person: 'Für diesen Kontakt ist Arbeit geplant; er lässt sich nicht entfernen.',
  no_address: 'Es gibt keine Adresse, an die geschrieben werden könnte.',
  user_is_deactivated: 'Dieser Partnerbenutzer ist deaktiviert. Reaktivieren Sie ihn zuerst.',
  invitation_is_accepted: 'Die Einladung wurde schon angenommen.',
  mail_is_too_late: 'Der Link in dieser E-Mail gilt nicht mehr. Senden Sie eine neue Einladung.',
  no_seats_left:
    'Für dieses Modul ist keine Lizenz mehr frei. Nehmen Sie eine zurück, oder erhöhen Sie die Zahl der Plätze.',
  seats_in_use: 'So viele Lizenzen sind schon vergeben. Nehmen Sie zuerst einige zurück.',
  too_many_colleagues:
    'Ihre Firma hatte schon so viele Benutzer, wie sie Plätze hat. Wenden Sie sich an Ihren Auftraggeber.',
  term_without_time: 'Das Ende muss nach dem Beginn und in der Zukunft liegen.',
  field_has_no_coarse_form:
    'Dieses Feld lässt sich nicht gröber zeigen. Verbergen oder maskieren Sie es.',
  field_is_not_editable: 'Dieses Feld ändern Partner nie. Lassen Sie es lesen.',
  field_not_editable: 'Sie haben etwas geändert, das Sie nicht ändern dürfen.',
  access_level_name_taken: 'Eine Zugriffsstufe mit diesem Namen gibt es schon.',
  access_level_in_use:
    'Diese Zugriffsstufe wird noch verwendet. Geben Sie Beteiligten und Vorgaben zuerst eine andere.',
  level_permits_not:
    'Ihre Zugriffsstufe erlaubt das nicht. Wer das Projekt leitet, kann sie ändern lassen.',
  no_workbench: 'Für Rückmeldungen fehlt Ihnen eine Lizenz. Wenden Sie sich an Ihren Auftraggeber.',

  // Plan und Rückmeldungen.
  resource_name_taken: 'Eine Ressource mit diesem Namen gibt es schon.',
  order_number_taken: 'Einen Fertigungsauftrag mit dieser Nummer gibt es schon.',
  order_item_number_taken: 'Eine Auftragsposition mit dieser Nummer gibt es schon.',
  not_scheduled: 'Dieser Arbeitsgang ist noch nicht eingeplant.',
  already_scheduled: 'Dieser Arbeitsgang ist schon eingeplant.',
  already_begun: 'Die Arbeit hat schon begonnen: Sie lässt sich verschieben, aber nicht ausplanen.',
  conflicts:
    'Das gäbe Konflikte im Plan. Wählen Sie einen anderen Termin, oder bestätigen Sie sie.',
  feedback_out_of_turn:
    'Diese Rückmeldung passt nicht zum Stand der Arbeit. Sehen Sie sich den neuen Stand an.',
  feedback_out_of_time:
    'Diese Zeit passt nicht: Sie muss nach der letzten Rückmeldung und nicht in der Zukunft liegen.',
  processes_do_not_pause: 'Prozesse lassen sich nicht pausieren. Unterbrechen Sie mit einem Grund.',
  report_backwards: 'Das Ende liegt vor dem Beginn.',
  ends_before_it_starts: 'Das Ende liegt vor dem Beginn.',
  no_quantity: 'Geben Sie eine Gutmenge oder einen Ausschuss an.',

  // Projekte.
  project_name_taken: 'Ein Projekt mit diesem Namen gibt es schon.',
  already_participant: 'Diese Person ist an der Phase schon beteiligt.',
  no_participant: 'Diese Person ist an der Phase nicht beteiligt. Fügen Sie sie zuerst hinzu.',
  person_is_not_schedulable: 'Für diese Person darf keine Arbeit geplant werden.',
  person_exists: 'Diese Person gibt es schon.',
  person_needed: 'Es ist keine Person angegeben.',
  supervises_itself: 'Niemand ist sein eigener Vorgesetzter.',
  budget_below_nothing: 'Geplante Stunden und Budgets sind nicht negativ.',
  budget_without_currency: 'Zu einem Budget gehört eine Währung.',
  too_many_decimals: 'So kleine Beträge gibt es in dieser Währung nicht. Runden Sie.',
  health_without_reason: 'Gelb und Rot brauchen eine Begründung.',
  links_in_a_circle:
    'Die Aufgaben würden aufeinander warten. Lassen Sie eine der Verknüpfungen weg.',
  heading_has_tasks: 'Unter dieser Überschrift stehen noch Aufgaben.',
  nothing_is_done_on_headings:
    'Überschriften werden nicht erledigt. Nehmen Sie die Aufgaben darunter.',
  task_has_time: 'Auf diese Aufgabe sind Zeiten gebucht. Setzen Sie stattdessen ihren Status.',
  milestone_is_go_live:
    'Mit diesem Meilenstein geht das Projekt live. Wählen Sie dafür zuerst einen anderen.',
  raid_item_is_closed: 'Dieser Eintrag ist geschlossen. Öffnen Sie ihn zuerst wieder.',
  risk_has_occurred:
    'Dieses Risiko ist eingetreten. Arbeiten Sie mit dem Problem weiter, das daraus wurde.',
  status_report_out_of_turn:
    'Dieser Statusbericht hat inzwischen einen anderen Stand. Sehen Sie ihn sich neu an.',
  words_of_another: 'Diesen Kommentar hat die andere Seite geschrieben. Antworten Sie darauf.',

  // Zeiten und Auslagen.
  timesheet_out_of_turn: 'Dieser Stundenzettel hat inzwischen einen anderen Stand.',
  timesheet_is_empty: 'In dieser Woche ist noch nichts gebucht.',
  already_decided: 'Darüber hat schon jemand entschieden.',
  lines_wait: 'Einzelne Zeilen warten noch auf die Freigabe durch die Verantwortlichen der Phasen.',
  no_hours: 'Der Eintrag hat keine Stunden.',
  line_below_nothing: 'Sie können höchstens zurücknehmen, was in der Zeile steht.',
  more_than_a_day: 'Ein Tag hat 24 Stunden. Sehen Sie nach, was an diesem Tag sonst gebucht ist.',
  more_than_fits: 'So viele Stunden passen nicht in diese Tage.',
  outside_the_project: 'Dieser Tag liegt außerhalb der Phase oder des Projekts.',
  period_is_locked: 'Dieser Zeitraum ist abgeschlossen. Wenden Sie sich an die Administration.',
  not_yours_to_decide: 'Darüber entscheidet jemand anderes.',
  expense_out_of_turn: 'Diese Auslage hat inzwischen einen anderen Stand.',
  no_money: 'Geben Sie einen Betrag über null an.',
  periods_overlap: 'Zwei Zeiträume überschneiden sich.',
  skill_twice: 'Eine Kenntnis ist doppelt genannt.',
};
