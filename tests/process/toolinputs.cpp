// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What each remote program is given, and the tools that it uses.
#include "tests/process/remotetools.h"

#include <QCryptographicHash>
#include <QStandardPaths>

#include <sys/stat.h>

namespace Nightkeep {

QByteArrayList TstRemoteTools::input(RemoteProgram program, const QByteArray &run) const
{
    switch (program) {
    case RemoteProgram::Probe:
        return {"", "0", "/etc", path("/link"), path("/none")};
    case RemoteProgram::Zips:
        return {"", path("/data"), path("/archives"), "since", "0", "closed"};
    case RemoteProgram::ArchiveStart: {
        QByteArrayList fields {"",
                               run,
                               run,
                               "site",
                               "newest-per-course",
                               "2008-01-01",
                               "server",
                               path("/data"),
                               path("/archives"),
                               "me",
                               "4",
                               "20",
                               "1",
                               "0",
                               "",
                               jobText()};
        for (const QByteArray name : {"a.zip", "b\nc.ZIP", "-rf.zip", "\xff.zip"}) {
            struct stat info = {};
            ::stat((path("/data/1/") + name).constData(), &info);
            fields << "1/" + name << QByteArray::number(qint64(info.st_size))
                   << QByteArray::number(qint64(info.st_mtime));
            fields += QByteArrayList {"1", "", "", "", "doubtful"};
        }
        return fields;
    }
    case RemoteProgram::ArchiveStatus:
        return {"", path("/archives"), ""};
    case RemoteProgram::ArchiveCancel:
        return {"", path("/archives"), run, "me"};
    case RemoteProgram::TarHeaders:
    case RemoteProgram::ArchiveVerify:
        return {"", path("/archives"), run};
    case RemoteProgram::ChangeRate:
        return {"", "60", "/a", path("/data"), "/b", path("/none")};
    case RemoteProgram::BackupPreview:
        return {"", "20", "100000", "/data"};
    case RemoteProgram::Backups:
        return {"",
                "",
                "closed",
                "4",
                "sharedFolder",
                path("/data"),
                "courseFolder",
                path("/data"),
                "pool",
                path("/pool"),
                "trash",
                path("/pool"),
                pooled + " 5"};
    case RemoteProgram::BackupContents:
        return {"", "sharedFolder", path("/data"), "1/a.zip", "100"};
    case RemoteProgram::Fetch: {
        struct stat info = {};
        ::stat(path("/data/1/a.zip").constData(), &info);
        return {"", path("/data"), "1/a.zip", QByteArray::number(qint64(info.st_size)),
                QByteArray::number(qint64(info.st_mtime))};
    }
    case RemoteProgram::MoodleSettings: // as who the fake "id" says that we are
        return {"",     QFile::encodeName(m_moodle.folder()),
                "1000", QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("php"))),
                "30",   "read"};
    case RemoteProgram::Destination:
        return {"", path("/data"), "1000", path()};
    case RemoteProgram::StorageVersions:
        return {"", "20", "100000", "/data/1/*", "/data/b\nc"};
    case RemoteProgram::WebRoots:
        return {path(), "/archives", "/code"};
    case RemoteProgram::HandOverStart:
    case RemoteProgram::HandOverConfirm: {
        QByteArrayList fields {"",       path("/archives"), run, "me", handOverText(), "described",
                               "folder", "second",          "",  "",   path("/second")};
        if (program == RemoteProgram::HandOverConfirm)
            fields += QByteArrayList {"look", "", ""};
        return fields;
    }
    case RemoteProgram::HandOverStatus:
        return {"", path("/archives"), run};
    case RemoteProgram::HandOverStop:
        return {"", path("/archives"), run, "second", "me"};
    case RemoteProgram::ArchiveRemove: {
        const QByteArray tar = contentsOf(path("/kept.tar"));
        return {"", path("/archives"), run, QByteArray::number(tar.size()),
                QCryptographicHash::hash(tar, QCryptographicHash::Sha256).toHex()};
    }
    case RemoteProgram::ArchiveManifest:
        return {"", path("/archives"), run};
    case RemoteProgram::ArchiveSign:
        return {"", path("/archives"), run, "a signature"};
    case RemoteProgram::ArchiveMember:
        return {"", path("/archives"), run, "1/a.zip", "5", "1"};
    case RemoteProgram::ArchiveExtract:
        return {"",
                path("/archives"),
                run,
                "1/a.zip",
                "5",
                QCryptographicHash::hash("a.zip", QCryptographicHash::Sha256).toHex(),
                path("/restored")};
    case RemoteProgram::RestoreDrill: // of an archive's copy
        return {"",       QFile::encodeName(m_moodle.folder()),
                "1000",   QFile::encodeName(QStandardPaths::findExecutable(QStringLiteral("php"))),
                "30",     "nightkeep-drill-1",
                "-c.mbz", path("/archives"),
                "d1",     QByteArray::number(drillCopy.size()),
                ""};
    }
    return {};
}

void TstRemoteTools::everyTool_data()
{
    QTest::addColumn<int>("program");
    QTest::addColumn<QByteArray>("tools");
    const auto row = [](RemoteProgram program, const char *tools) {
        QTest::newRow(qPrintable(remoteProgramName(program))) << int(program) << QByteArray(tools);
    };
    row(RemoteProgram::Probe, "awk cat date df dsmc od readlink timeout uname");
    row(RemoteProgram::Zips, "awk date df find gzip od perl");
    row(RemoteProgram::ArchiveStart,
        "awk busctl chmod date dd df find flock id ln ls mkdir mv od openssl perl readlink rm setsid sha256sum sleep "
        "stat sync systemd-run tar xargs");
    row(RemoteProgram::ArchiveStatus, "awk date dd find ls od readlink stat");
    row(RemoteProgram::ArchiveCancel, "awk date find flock ls mv od readlink rm sleep");
    row(RemoteProgram::TarHeaders, "awk find ls od readlink stat");
    row(RemoteProgram::ArchiveVerify, "awk dd find ls od openssl readlink sha256sum stat");
    row(RemoteProgram::ChangeRate, "awk date find nice od stat timeout");
    row(RemoteProgram::BackupPreview, "awk dsmc head mktemp od rm timeout tr wc");
    row(RemoteProgram::Backups, "awk date df find getconf gzip od perl tee tr wc xargs");
    row(RemoteProgram::BackupContents, "awk gzip od perl");
    row(RemoteProgram::Fetch, "awk find head od openssl perl sha256sum");
    row(RemoteProgram::MoodleSettings, "awk find flock id od su sudo tail timeout");
    row(RemoteProgram::Destination, "awk df id od su sudo timeout");
    row(RemoteProgram::StorageVersions, "awk date dsmc head mktemp od rm timeout tr wc");
    row(RemoteProgram::WebRoots, "awk od");
    row(RemoteProgram::HandOverStart,
        "awk busctl cmp date dd df dsmc find flock id ln ls mkdir mv od openssl readlink rm rsync setsid sha256sum "
        "sleep ssh stat sync systemd-run timeout wc");
    row(RemoteProgram::HandOverStatus, "awk date find ls od readlink stat");
    row(RemoteProgram::HandOverConfirm,
        "awk cmp date dd df dsmc find flock ln ls mkdir mv od openssl readlink rm rsync setsid sha256sum ssh stat sync "
        "timeout wc");
    row(RemoteProgram::HandOverStop, "awk date find ls mv od readlink rm sleep");
    row(RemoteProgram::ArchiveRemove, "awk find flock ls od readlink rm stat");
    row(RemoteProgram::ArchiveManifest, "awk cat find ls od readlink stat");
    row(RemoteProgram::ArchiveSign, "awk chmod find ls mv od readlink rm sync");
    row(RemoteProgram::ArchiveMember, "awk find ls od readlink tar");
    row(RemoteProgram::ArchiveExtract, "awk chmod dd df find ln ls mv od openssl readlink rm sha256sum stat sync tar");
    row(RemoteProgram::RestoreDrill, "awk date find flock id ls od readlink su sudo tail tar timeout");
}

} // namespace Nightkeep
