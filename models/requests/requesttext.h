// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/requests/storagerequest.h"

#include <QString>

namespace Nightkeep {

/// A folder as a mail can carry it. `shown` has every deceptive byte as a visible escape; where a
/// reader could still take the name for another (escapes, spaces at an end or in a row, letters
/// outside ASCII), `encoded` is the whole path percent-encoded; else empty.
struct MailedPath
{
    QString shown;
    QString encoded;
};
[[nodiscard]] MailedPath mailedPath(const BytePath &path);

/// One line: "Backup of moodle-a and 2 more: 3 folders to add, 1 to drop".
[[nodiscard]] QString requestSubject(const StorageRequest &request);
/// The whole request as plain text with line feeds, wrapped at 72 columns; a folder stands on a line
/// of its own that is never wrapped. Items that were withdrawn are left out, those done
/// since are said to be.
[[nodiscard]] QString requestText(const StorageRequest &request);
/// The same as one self-contained HTML page that is well-formed XML too: no scripts, no links, nothing
/// loaded; its elements are html, head, meta, title, body, p, br, table, tr, th, td and code.
[[nodiscard]] QByteArray requestHtml(const StorageRequest &request);

/// The longest mailto: link that is offered. One argument may have 128 KiB on Linux, but mail programs
/// and desktops begin to cut or refuse far below that, each at another length.
constexpr int MailLinkLimit = 8000;
/// A mailto: link (RFC 6068) to `to`, one or several addresses separated by commas, or empty: nobody
/// yet. BadInput for what is no mail address, or where the link would be longer than MailLinkLimit;
/// the advice says what to do instead.
[[nodiscard]] Result<QString> mailLink(const QString &subject, QString body, const QString &to);
[[nodiscard]] Result<QString> requestMailLink(const StorageRequest &request, const QString &to);
/// Whether it is one or several plain mail addresses ("name@host.example, other@host.example").
[[nodiscard]] bool areMailAddresses(const QString &to);

[[nodiscard]] QString requestDay(const QDateTime &moment); ///< "3 November 2008", by locale, in UTC

} // namespace Nightkeep
