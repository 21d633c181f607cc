// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive/copybytes.h"

#include <QHash>
#include <QSet>

namespace Nightkeep {

/// What the moodle.xml of a backup of 1.9 says, taken in pieces. Looks at its beginning, its course's header and its
/// end, whatever else stands in it: it need not be sound XML, and Moodle does not always write such.
class OldInside
{
public:
    void take(QByteArrayView text);
    /// Into `words`; false if it is no backup's, or breaks off.
    [[nodiscard]] bool tell(CopyWords &words) const;

private:
    QByteArray m_head;
    QByteArray m_window;
    QByteArray m_header; ///< of the course
    QByteArray m_tail;
};

/// What the moodle_backup.xml and the files.xml of a later backup say, taken in pieces, held against the files that are
/// inside. Up to 500,000 names and hashes are held; of more, nobody tells whether all is inside.
class LaterInside
{
public:
    void takeOwn(QByteArrayView text);
    void endOwn() { m_isOwnWhole = true; }
    [[nodiscard]] bool hasOwn() const { return m_hasOwn; }
    void takeFiles(QByteArrayView text);
    void addMember(const QByteArray &name); ///< any; those of files/ are noted

    /// What moodle_backup.xml has; false if it is none or breaks off.
    [[nodiscard]] bool tellOwn(CopyWords &words) const;
    /// Of an archive that was read to its end: whether all is inside that files.xml names.
    void tellMissing(CopyWords &words) const;

private:
    void noteFile(const QByteArray &file);

    QByteArray m_ownHead;
    QByteArray m_ownWindow;
    QByteArray m_ownTail;
    std::optional<bool> m_users;
    std::optional<bool> m_anonymous;
    bool m_hasOwn = false;
    bool m_isOwnWhole = false;

    QByteArray m_filesRest;
    QByteArray m_filesTail;
    bool m_hasFiles = false;
    bool m_isOdd = false; ///< files.xml holds what is not understood, or there is too much
    QSet<QByteArray> m_has;
    struct Named
    {
        qsizetype number = 0;
        QByteArray name;
    };
    QHash<QByteArray, Named> m_named; ///< by content hash
};

/// The hash that a member of files/ is named by; empty for any other.
[[nodiscard]] QByteArray hashOfMember(const QByteArray &name);

} // namespace Nightkeep
