// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/localshellhost.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/standinmoodle.h"

#include <QDir>
#include <QFile>

namespace Nightkeep {

/// For tests of restore drills: a site for tests, whose Moodle is a stand-in on this machine that real PHP runs.
struct DrillStage
{
    FakeWorkspace workspace;
    StandInMoodle moodle;
    Site target;

    [[nodiscard]] bool start()
    {
        workspace.fillSmallEstate();
        target.name = QStringLiteral("moodle4");
        target.dataServer = QStringLiteral("moodle-pp.example.org");
        target.databaseServer = target.dataServer;
        target.databaseName = QStringLiteral("moodle4");
        target.dataFolder = "/data/moodle4";
        target.codeFolder = "/moodle"; // below the server's root
        target.archiveFolder = "/archives";
        target.webUser = StandInMoodle::webUser();
        workspace.moodles.change(target.name, [](FakeMoodle &fake) {
            fake.facts.edition = MoodleEdition::Later;
            fake.facts.release = QStringLiteral("4.3+ (Build: 20231222)");
            fake.facts.version = QStringLiteral("2023100900.05");
            fake.version = {
                fake.facts.release, fake.facts.version, {{QStringLiteral("mod_quiz"), QStringLiteral("1")}}, {}};
        });
        if (!workspace.siteStore.replaceSite({}, target) || !moodle.make())
            return false;
        workspace.hosts.setAnswer([root = moodle.root()](const Server &server, RemoteProgram program,
                                                         const QByteArray &input, const CancelToken &cancel) {
            Server here = server;
            here.connection.kind = ServerConnection::Kind::LocalFolder;
            here.connection.root = root;
            return LocalShellHost(here).run(program, input, cancel, {std::chrono::seconds(240), 16 << 20});
        });
        const QString copies = moodle.root() + QStringLiteral("/copies");
        return QDir().mkpath(copies)
            && QFile::setPermissions(
                   copies, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
    }
    /// The stand-in takes a line of JSON for a copy: two forums, a quiz, three sections, five users. `more` begins with
    /// a comma.
    [[nodiscard]] static QByteArray copyOf(const QByteArray &more = {},
                                           const QByteArray &web = "https://moodle.example.org")
    {
        return "{\"type\":\"course\",\"wwwroot\":\"" + web
            + R"(","activities":{"forum":2,"quiz":1},"sections":3,"users":5)" + more + '}';
    }
    /// A copy on the server; its path there.
    [[nodiscard]] BytePath put(const QByteArray &bytes) const
    {
        QFile file(moodle.root() + QStringLiteral("/copies/BIOC1001.mbz"));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()
            || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther))
            qFatal("%s cannot be written", qPrintable(file.fileName()));
        return "/copies/BIOC1001.mbz";
    }
    [[nodiscard]] static RestoreDrill drillOf(const BytePath &path)
    {
        RestoreDrill drill;
        drill.site = QStringLiteral("moodle");
        drill.course = 33;
        drill.shortName = QStringLiteral("BIOC1001");
        drill.path = path;
        return drill;
    }
    [[nodiscard]] Result<RestoreDrill> run(const RestoreDrill &drill, const CancelToken &cancel = {})
    {
        const Result<DrillService::Plan> plan = workspace.drills().plan(drill, target.name, cancel);
        return plan ? workspace.drills().run(*plan, cancel) : fail(plan.error());
    }
    /// Nothing of a drill is left in that Moodle.
    [[nodiscard]] bool isClean() const
    {
        const QDir kept(moodle.folder() + QStringLiteral("/data/temp/nightkeep-drill"));
        return !moodle.read(QStringLiteral("courses.json")).contains("\"category\"")
            && !moodle.read(QStringLiteral("courses.json")).contains("nightkeep-drill")
            && kept.entryList(QDir::Files).isEmpty();
    }
    [[nodiscard]] QList<RestoreDrill> recorded() const
    {
        const Result<CatalogueRecords> records = workspace.catalogueStore.catalogueRecords();
        return records ? records->drills : QList<RestoreDrill>();
    }
};

} // namespace Nightkeep
