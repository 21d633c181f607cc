// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/remoteprograms.h"
#include "models/archives/archiveanswers.h"
#include "models/archives/archiveplace.h"
#include "models/base/frame.h"
#include "tests/support/standinmoodle.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

namespace Nightkeep {

struct Answer
{
    QByteArrayList records; ///< without what differs from time to time
    FrameRecord refused;
    std::optional<Error> error; ///< as the program has it
};

/// The search path that the prelude adds, which would find what is to be missing.
inline const QByteArray systemPath =
    ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/tivoli/tsm/client/ba/bin";

/// What the stand-in takes for a copy.
inline const QByteArray drillCopy =
    "{\"type\":\"course\",\"wwwroot\":\"https://moodle.example.org\",\"activities\":{\"forum\":2},"
    "\"sections\":3,\"users\":5}";
inline const QByteArray pooled = "0123456789abcdef0123456789abcdef01234567"; ///< a file of a pool, by its hash

inline QByteArray jobText()
{
    return archiveJobText().replace(systemPath, QByteArray());
}

inline QByteArray handOverText()
{
    return handOverJobText().replace(systemPath, QByteArray());
}

/// Every remote program without each of its tools, and with each of its tools as it is where one of the options is
/// unknown: the answer is that of a whole server, or names what is lacking.
class TstRemoteTools : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyTool_data();
    void everyTool();
    void withoutAnyHash();

private:
    /// With a private search path: links to all tools but one, which is absent, or refuses an option.
    void serverLacks(const QByteArray &tool = {}, const QByteArray &option = {});
    void fake(const QString &tool, const QByteArray &script);
    [[nodiscard]] Answer run(RemoteProgram program);
    [[nodiscard]] QByteArray output(RemoteProgram program, const QByteArrayList &input);
    void archiveForDrill();
    void prepare(RemoteProgram program);
    [[nodiscard]] QByteArrayList input(RemoteProgram program, const QByteArray &run = "r1") const;
    void start(const QByteArray &name, const QByteArray &failpoint);
    void cleanUp() const;
    void clearPlaces() const;
    void prepareHandOver(RemoteProgram program);
    void prepareRemoval();
    [[nodiscard]] bool isClean() const;
    [[nodiscard]] QByteArrayList leftBy(RemoteProgram program, const FrameRecord &refused);
    [[nodiscard]] QByteArray path(const char *below = "") const { return QFile::encodeName(m_folder.path()) + below; }
    [[nodiscard]] QByteArray contentsOf(const QByteArray &file) const;
    [[nodiscard]] bool exists(const QByteArray &file) const { return QFileInfo::exists(QFile::decodeName(file)); }

    QTemporaryDir m_folder;
    QSet<QByteArray> m_tools; ///< of all programs
    bool m_isPrepared = false;
    StandInMoodle m_moodle;
};

} // namespace Nightkeep
