// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/places/handoveranswers.h"
#include "models/servers/remotehost.h"
#include "models/servers/server.h"

#include <QFile>
#include <QTemporaryDir>

namespace Nightkeep {

/// A server with one finished archive, "a.tar" of the run "r1", which the real programs hand over.
class HandOverWorld
{
public:
    explicit HandOverWorld(qsizetype bytes = 300000);
    Q_DISABLE_COPY_MOVE(HandOverWorld)

    [[nodiscard]] QString path(const char *below) const { return m_folder.filePath(QString::fromLatin1(below)); }
    /// A folder "second" beside the archive folder, as the kind names it.
    [[nodiscard]] ArchivePlace place(PlaceKind kind) const;
    [[nodiscard]] Result<void> start(const ArchivePlace &place) const;
    [[nodiscard]] QList<HandOver> ask(const QList<HandOver> &known = {}) const;
    /// Asks until its job has ended, and is gone.
    [[nodiscard]] HandOver ended(const ArchivePlace &place) const;
    [[nodiscard]] HandOver startAndWait(const ArchivePlace &place) const;
    [[nodiscard]] Result<HandOver> confirm(const ArchivePlace &place, const HandOver &known, bool readsAll) const;
    [[nodiscard]] Result<bool> stop(const ArchivePlace &place) const;
    void setFailpoint(const QByteArray &line) const;
    [[nodiscard]] qint64 jobPid(const ArchivePlace &place) const;
    [[nodiscard]] QStringList at(const char *folder) const; ///< all that lies there, by name
    /// The archive, its manifest, and nothing else but the jobs' folder, as they were.
    [[nodiscard]] bool isUntouched() const;
    [[nodiscard]] bool isWhole(const char *folder) const; ///< the archive and its manifest lie there, and nothing else

    ArchiveRun run;
    ArchiveStatus archive;
    Server server;

private:
    [[nodiscard]] Result<QList<FrameRecord>> asked(RemoteProgram program, const QByteArrayList &fields) const;

    QTemporaryDir m_folder;
    QByteArray m_tar;
    QByteArray m_manifest;
};

[[nodiscard]] QByteArrayList handOverPoints(); ///< as the program itself names them
void putBytes(const QString &fileName, const QByteArray &bytes);
[[nodiscard]] QByteArray bytesOf(const QString &fileName);

/// Tools in front of this machine's own, for the programs that are started meanwhile.
class FrontTools
{
public:
    FrontTools() { qputenv("PATH", QFile::encodeName(m_folder.path()) + ':' + m_before); }
    ~FrontTools() { qputenv("PATH", m_before); }
    Q_DISABLE_COPY_MOVE(FrontTools)
    void add(const QString &name, const QByteArray &script) const;
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    QByteArray m_before = qgetenv("PATH");
};

} // namespace Nightkeep
