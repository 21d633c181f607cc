// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/courses/backupfiles.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <sys/stat.h>

namespace Nightkeep::BackupFiles {

/// A search path that begins with a perl of its own; the machine's again at the end.
class OtherPerl
{
public:
    /// `script`: what it does; `withoutModules`: instead, the machine's, where these do not load; `first`: perl that
    /// the machine's runs before anything else.
    explicit OtherPerl(const QByteArray &script, const QStringList &withoutModules = {}, const QByteArray &first = {})
    {
        put({}, QFile::encodeName(m_folder.filePath(QStringLiteral("NkOther.pm"))), first + "\n1;\n");
        for (const QString &module : withoutModules) {
            const QString file = m_folder.filePath(QString(module).replace(QLatin1String("::"), QLatin1String("/")))
                + QStringLiteral(".pm");
            put({}, QFile::encodeName(file), "die \"not here\";\n");
        }
        const QString perl = m_folder.filePath(QStringLiteral("perl"));
        const QByteArray real = QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("perl")));
        put({}, QFile::encodeName(perl),
            "#!/bin/sh\n"
                + (script.isEmpty()
                       ? "exec " + real + " -I" + QFile::encodeName(m_folder.path()) + " -MNkOther \"$@\"\n"
                       : script));
        ::chmod(QFile::encodeName(perl).constData(), 0755);
        qputenv("PATH", QFile::encodeName(m_folder.path()) + ':' + m_path);
    }
    ~OtherPerl() { qputenv("PATH", m_path); }
    Q_DISABLE_COPY_MOVE(OtherPerl)

private:
    QTemporaryDir m_folder;
    QByteArray m_path = qgetenv("PATH");
};

} // namespace Nightkeep::BackupFiles
