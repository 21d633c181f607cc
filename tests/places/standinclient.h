// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/places/handoverworld.h"

#include <QStandardPaths>

namespace Nightkeep {

/// The stand-in in front of all tools, and a time limit that a test can wait for.
class StandInClient
{
public:
    explicit StandInClient(const QByteArray &seconds = "2")
    {
        const QString source = qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR");
        if (!QFile::copy(source + QStringLiteral("/tests/support/dsmc-standin.sh"),
                         m_tools.file(QStringLiteral("dsmc"))))
            qFatal("no stand-in for the storage manager's client");
        QFile::setPermissions(m_tools.file(QStringLiteral("dsmc")), QFile::ReadOwner | QFile::ExeOwner);
        m_tools.add(QStringLiteral("timeout"),
                    "case $* in *' dsmc archive '*) shift 3; set -- -k 1 " + seconds + " \"$@\" ;; esac\nexec "
                        + m_timeout + " \"$@\"\n");
    }
    void answer(const QByteArray &mode) const { putBytes(m_tools.file(QStringLiteral("dsmc.mode")), mode); }
    [[nodiscard]] QByteArray asked() const { return bytesOf(m_tools.file(QStringLiteral("dsmc.objects.asked"))); }
    [[nodiscard]] QString file(const QString &name) const { return m_tools.file(name); }
    /// How often it was asked to archive something.
    [[nodiscard]] int sent() const { return int(asked().count('\n')); }
    void forget() const { QFile::remove(m_tools.file(QStringLiteral("dsmc.objects"))); }

private:
    QByteArray m_timeout = QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("timeout")));
    FrontTools m_tools;
};

} // namespace Nightkeep
