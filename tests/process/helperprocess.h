// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program that tests let run, and what it says of its processes.
#pragma once

#include "app/process/processrunner.h"

#include <QFile>

namespace Nightkeep {

using Ending = ProcessResult::Ending;

inline QString helper()
{
    return qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeep-helperprogram");
}

inline ProcessRequest request(const QStringList &arguments)
{
    ProcessRequest request;
    request.program = helper();
    request.arguments = arguments;
    request.timeLimit = std::chrono::minutes(2); // a busy machine may take long to start it
    return request;
}

inline QList<qint64> processIds(const QString &fileName)
{
    QFile file(fileName);
    QList<qint64> ids;
    if (file.open(QIODevice::ReadOnly)) {
        const QByteArrayList words = file.readAll().split(' ');
        for (const QByteArray &word : words)
            ids.append(word.toLongLong());
    }
    return ids;
}

} // namespace Nightkeep
