// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoestate.h"

#include "app/apptr.h"
#include "app/demo/demoarchives.h"
#include "app/demo/democases.h"
#include "app/demo/democatalogue.h"
#include "app/demo/demodumps.h"
#include "app/demo/demomoodle.h"
#include "app/demo/demopage.h"
#include "app/demo/demozips.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTimeZone>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace Nightkeep {

namespace {

constexpr int estateFormat = 1;

/// A Monday after the end of a term: the last run was on Saturday, the last dumps were made last night.
QDateTime estateMoment()
{
    return QDateTime(QDate(2008, 12, 15), QTime(9, 30), QTimeZone::utc());
}

QByteArray estateJson(const DemoRequest &request)
{
    return QJsonDocument(QJsonObject {{QStringLiteral("format"), estateFormat},
                                      {QStringLiteral("now"), estateMoment().toString(Qt::ISODate)},
                                      {QStringLiteral("servers"), request.servers},
                                      {QStringLiteral("courses"), request.courses},
                                      {QStringLiteral("seed"), QString::number(request.seed)},
                                      {QStringLiteral("unasked"), request.unasked},
                                      {QStringLiteral("cases"), request.cases}})
        .toJson();
}

Site demoSite()
{
    Site site;
    site.name = QStringLiteral("moodle");
    site.databaseServer = demoDatabaseServer();
    site.databaseSocket = QStringLiteral("/var/run/mysqld/mysqld.sock");
    site.databaseName = QStringLiteral("usr/local/mysql/data/moodle.sqlite");
    site.databaseUser = QStringLiteral("nightkeep");
    site.dataServer = demoDataServer();
    site.dataFolder = "/data/moodle";
    site.codeFolder = "/data/apache/htdocs/moodle";
    site.archiveFolder = "/data/archives";
    site.timeZone = QStringLiteral("UTC"); // its files' names tell moments, wherever this is
    return site;
}

Result<void> checkRequest(const DemoRequest &request)
{
    if (request.servers < 2 || request.servers > 500)
        return fail(ErrorKind::BadInput, AppTr::tr("A demo has 2 to 500 servers, not %1.").arg(request.servers));
    if (request.courses < 1 || request.courses > 5000)
        return fail(ErrorKind::BadInput, AppTr::tr("A demo has 1 to 5000 courses, not %1.").arg(request.courses));
    const QFileInfo place(request.folder);
    if (request.folder.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("No folder was given for the demo."));
    if (place.exists() && !place.isDir())
        return fail(ErrorKind::Conflict, AppTr::tr("\"%1\" is a file, not a folder.").arg(request.folder),
                    AppTr::tr("Choose another folder for the demo."));
    if (place.isDir()
        && !QDir(request.folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        return fail(ErrorKind::Conflict, AppTr::tr("The folder \"%1\" is not empty.").arg(request.folder),
                    AppTr::tr("Choose another folder for the demo, or remove this one first."));
    return {};
}

void writeMoodle(DemoFolder &folder, const QList<DemoCourse> &courses, quint64 seed)
{
    const BytePath data = demoServerFolder(demoDataServer());
    writeDemoZips(folder, data + "/data/moodle", courses, seed);
    folder.folder(data + "/data/archives");
    folder.folder(data + "/data/second-building");
    writeDemoVersions(folder, courses, seed);
    for (const QString &name : {QStringLiteral("moodle-a"), QStringLiteral("moodle-b"), QStringLiteral("moodle-c"),
                                QStringLiteral("moodle-pp")}) {
        const BytePath code = demoServerFolder(name) + "/data/apache/htdocs/moodle/";
        folder.file(code + "version.php", "<?php\n$version = 2007101520;\n$release = '1.9.2 (Build: 20080711)';\n");
    }
    writeDemoMoodle(folder, demoSite(), courses);
}

Result<void> writeEstate(DemoFolder &folder, const DemoRequest &request, const QString &place)
{
    const Result<QList<DemoServer>> servers = demoServers(request.servers, place);
    if (!servers)
        return fail(servers.error());
    const Result<QList<DemoCourse>> courses = demoCourses(request.courses, folder.moment());
    if (!courses)
        return fail(courses.error());
    QList<Server> matrix;
    for (const DemoServer &server : *servers) {
        writeDemoServer(folder, server);
        matrix.append(server.server);
        const QString name = shortName(server.server.name);
        if (name.startsWith(u"moodledb-"))
            writeDemoDumps(folder, demoServerFolder(name), name != u"moodledb-a", request.seed);
    }
    writeMoodle(folder, *courses, request.seed);
    if (!request.unasked)
        writeDemoArchives(folder, demoSite(), *courses, request.seed);
    if (request.cases) {
        writeOldCases(folder, demoSite(), request.seed);
        writeLaterCases(folder, demoLaterSite(), request.seed);
    }
    folder.file("server-page.html", demoPage(matrix));
    folder.file("estate.json", estateJson(request));
    return folder.finish();
}

} // namespace

QString DemoEstate::workspaceFile() const
{
    return folder + QStringLiteral("/workspace.nightkeep");
}

Result<void> createDemo(const DemoRequest &request)
{
    if (const Result<void> checked = checkRequest(request); !checked)
        return checked;
    const QString place = QFileInfo(request.folder).absoluteFilePath();
    const QString above = QFileInfo(place).absolutePath();
    if (!QDir().mkpath(above))
        return fail(ErrorKind::PermissionDenied, AppTr::tr("The folder \"%1\" cannot be made.").arg(above),
                    AppTr::tr("Choose another folder for the demo."));

    // Made beside its place and moved there when whole, so that no half of it can be met.
    QTemporaryDir making(above + QStringLiteral("/.nightkeep-demo-XXXXXX"));
    if (!making.isValid())
        return fail(ErrorKind::PermissionDenied,
                    AppTr::tr("Nothing can be written in \"%1\": %2").arg(above, making.errorString()),
                    AppTr::tr("Choose another folder for the demo."));
    const BytePath inside = QFile::encodeName(making.path()) + "/estate";
    DemoFolder folder(inside, estateMoment());
    if (!QDir().mkdir(QFile::decodeName(inside),
                      QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
        return fail(ErrorKind::Failed, AppTr::tr("The folder \"%1\" cannot be made.").arg(making.path()));
    if (const Result<void> written = writeEstate(folder, request, place); !written)
        return written;
    if (std::rename(inside.constData(), QFile::encodeName(place).constData()) != 0)
        return fail(ErrorKind::Failed,
                    AppTr::tr("The demo cannot be put into \"%1\": %2.")
                        .arg(place, QString::fromLocal8Bit(std::strerror(errno))),
                    AppTr::tr("Choose another folder for the demo."));
    return {};
}

Result<DemoEstate> readDemo(const QString &folder)
{
    const QString place = QFileInfo(folder).absoluteFilePath();
    QFile file(place + QStringLiteral("/estate.json"));
    if (!file.exists())
        return fail(ErrorKind::NotFound, AppTr::tr("There is no demo in \"%1\".").arg(place),
                    AppTr::tr("Make one: nightkeepctl demo create DIR."));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::PermissionDenied,
                    AppTr::tr("\"%1\" cannot be read: %2").arg(file.fileName(), file.errorString()));
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const int format = json.value(u"format").toInt();
    if (format > estateFormat)
        return fail(ErrorKind::TooNew, AppTr::tr("The demo in \"%1\" was made by a newer Nightkeep.").arg(place),
                    AppTr::tr("Make a new one in another folder."));
    DemoEstate estate;
    estate.folder = place;
    estate.now = QDateTime::fromString(json.value(u"now").toString(), Qt::ISODate);
    estate.site = demoSite();
    if (json.value(u"cases").toBool())
        estate.later = demoLaterSite();
    estate.courses = json.value(u"courses").toInt();
    estate.seed = json.value(u"seed").toString().toULongLong();
    estate.unasked = json.value(u"unasked").toBool(estate.unasked);
    if (format < 1 || !estate.now.isValid())
        return fail(ErrorKind::Damaged, AppTr::tr("\"%1\" does not describe a demo.").arg(file.fileName()),
                    AppTr::tr("Make a new demo in another folder."));
    const Result<QList<DemoServer>> servers = demoServers(json.value(u"servers").toInt(), place);
    if (!servers)
        return fail(servers.error());
    for (const DemoServer &server : *servers)
        estate.servers.append(server.server);
    return estate;
}

} // namespace Nightkeep
