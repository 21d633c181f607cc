// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/remoteprograms.h"
#include "models/archives/archiveanswers.h"
#include "models/archives/archiveplace.h"
#include "models/base/frame.h"
#include "tests/process/shelltools.h"

#include <QMap>
#include <QRegularExpression>

namespace Nightkeep {

// The programs as they are run with a private search path, and what of their answers is the same each time.

/// The search path that the prelude adds, which would find what is to be missing.
inline const QByteArray systemPath =
    ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/tivoli/tsm/client/ba/bin";

inline QByteArray textOf(RemoteProgram program)
{
    QByteArray text = remoteProgramText(program).value_or(QByteArray());
    return text.replace(systemPath, QByteArray());
}

inline QByteArray jobText()
{
    return archiveJobText().replace(systemPath, QByteArray());
}

inline QByteArray handOverText()
{
    return handOverJobText().replace(systemPath, QByteArray());
}

inline bool handsOver(RemoteProgram program)
{
    return program == RemoteProgram::HandOverStart || program == RemoteProgram::HandOverStatus
        || program == RemoteProgram::HandOverConfirm || program == RemoteProgram::HandOverStop;
}

/// The program that it is given to run, if it is.
inline QByteArray jobOf(RemoteProgram program)
{
    if (program == RemoteProgram::ArchiveStart)
        return jobText();
    return program == RemoteProgram::HandOverStart || program == RemoteProgram::HandOverConfirm ? handOverText()
                                                                                                : QByteArray();
}

inline QMap<QByteArray, QByteArrayList> toolsOfProgram(RemoteProgram program)
{
    QMap<QByteArray, QByteArrayList> tools = toolsOf(textOf(program));
    const QMap<QByteArray, QByteArrayList> ofJob = toolsOf(jobOf(program));
    for (auto tool = ofJob.cbegin(); tool != ofJob.cend(); ++tool) {
        for (const QByteArray &option : tool.value()) {
            if (!tools[tool.key()].contains(option))
                tools[tool.key()].append(option);
        }
        tools[tool.key()];
    }
    return tools;
}

/// A record as text; numbers of the moment are replaced, with the blanks that line them up.
inline QByteArray stable(const FrameRecord &record)
{
    QByteArrayList fields = record.fields;
    if (record.type == "now" || record.type == "free" || record.type == "CLOCK" || record.type == "UPTIME"
        || record.type == "DF" || record.type == "place" || record.type == "destination") {
        for (QByteArray &field : fields)
            field = QString::fromLatin1(field)
                        .simplified()
                        .replace(QRegularExpression(QStringLiteral("[0-9.]+")), QStringLiteral("#"))
                        .toLatin1();
    }
    if (record.type == "file") // parts of a second are told by find alone
        fields[1] = fields.at(1).split('.').first();
    if (record.type == "started")
        fields[0] = fields[1] = "#";
    return record.type + '|' + fields.join('|');
}

} // namespace Nightkeep
