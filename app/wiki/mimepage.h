// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>

namespace Nightkeep {

/// An HTML page out of a MIME message.
struct MimePage
{
    QByteArray html;
    QByteArray charset; ///< as the message has it; empty: not said
};

/// Whether a file is a MIME message, as a browser's saved page and a wiki's export for Word are; also one that was
/// taken out of a mailbox.
[[nodiscard]] bool isMimeMessage(const QByteArray &file);
/// Whether a file that is none, and no HTML, has the headers of one further down. As a page it would be half read.
[[nodiscard]] bool hasMessageWithin(const QByteArray &file);

/// Its HTML pages, decoded. BadInput for one that has none, was cut off, or is encoded in a way that is not
/// known: half a page would pass for the whole of it.
[[nodiscard]] Result<QList<MimePage>> pagesOfMime(const QByteArray &file);

} // namespace Nightkeep
