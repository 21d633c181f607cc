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
    /// the machine's runs before anything else; `find`: what a find beside it does before the machine's.
    explicit OtherPerl(const QByteArray &script, const QStringList &withoutModules = {}, const QByteArray &first = {},
                       const QByteArray &find = {})
    {
        if (!find.isEmpty())
            putProgram("find", find + "exec " + realPath("find") + " \"$@\"\n");
        put({}, QFile::encodeName(m_folder.filePath(QStringLiteral("NkOther.pm"))), first + "\n1;\n");
        for (const QString &module : withoutModules) {
            const QString file = m_folder.filePath(QString(module).replace(QLatin1String("::"), QLatin1String("/")))
                + QStringLiteral(".pm");
            put({}, QFile::encodeName(file), "die \"not here\";\n");
        }
        putProgram("perl",
                   script.isEmpty()
                       ? "exec " + realPath("perl") + " -I" + QFile::encodeName(m_folder.path()) + " -MNkOther \"$@\"\n"
                       : script);
        qputenv("PATH", QFile::encodeName(m_folder.path()) + ':' + m_path);
    }
    ~OtherPerl() { qputenv("PATH", m_path); }
    Q_DISABLE_COPY_MOVE(OtherPerl)

private:
    static QByteArray realPath(const char *program)
    {
        return QFile::encodeName(QStandardPaths::findExecutable(QLatin1String(program)));
    }
    void putProgram(const char *name, const QByteArray &script)
    {
        const QByteArray path = QFile::encodeName(m_folder.filePath(QLatin1String(name)));
        put({}, path, "#!/bin/sh\n" + script);
        ::chmod(path.constData(), 0755);
    }

    QTemporaryDir m_folder;
    QByteArray m_path = qgetenv("PATH");
};

} // namespace Nightkeep::BackupFiles
