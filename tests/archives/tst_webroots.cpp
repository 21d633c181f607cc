// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an archive folder lies below what a web server hands out.
#include "models/archives/webroots.h"
#include "tests/archives/archiveworld.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QtTest>

using namespace Nightkeep;

class TstWebRoots : public QObject
{
    Q_OBJECT

private slots:
    void remarks_data()
    {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("real"); // of the archive folder
        QTest::addColumn<QByteArray>("root");
        QTest::addColumn<QString>("named"); // in the remark; empty: there is none
        const auto row = [](const char *name, const char *archive, const char *code, const char *real, const char *root,
                            const char *named) {
            QTest::newRow(name) << QByteArray(archive) << QByteArray(code) << QByteArray(real) << QByteArray(root)
                                << QString::fromLatin1(named);
        };
        const char *const moodle = "/data/apache/htdocs/moodle";
        row("the team's: in Moodle's own folder", "/data/apache/htdocs/moodle/tools", moodle, "", "", "htdocs/moodle");
        row("beside Moodle", "/data/apache/htdocs/archive", moodle, "", "", "/data/apache/htdocs");
        row("below a root", "/srv/www2/archive", moodle, "", "/srv/www2/", "/srv/www2");
        row("by a link", "/data/archive", moodle, "/srv/www2/archive", "/srv/www2", "/srv/www2");
        row("the root itself", "/srv/www2", moodle, "", "/srv/www2", "/srv/www2");
        row("elsewhere", "/data/archive", moodle, "/data/archive", "/srv/www2", "");
        row("a longer name beside a root", "/srv/www22/archive", moodle, "", "/srv/www2", "");
        row("beside the web folder", "/data/apache/archive", moodle, "", "", "");
        row("nothing is known", "/data/archive", "", "", "", "");
    }

    void remarks()
    {
        QFETCH(QByteArray, archive);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, real);
        QFETCH(QByteArray, root);
        QFETCH(QString, named);
        WebRoots seen;
        seen.folder = real;
        if (!root.isEmpty())
            seen.roots = {{root, {}, "/etc/apache2/apache2.conf"}};
        const QString remark = webRemark(archive, code, seen);
        QCOMPARE(remark.isEmpty(), named.isEmpty());
        QVERIFY2(remark.contains(named), qPrintable(remark));
    }

    void whatMakesNoSenseIsDamaged_data()
    {
        QTest::addColumn<FrameRecord>("record");
        QTest::newRow("a relative root") << FrameRecord {"root", {"htdocs", "", "/etc/x"}};
        QTest::newRow("a root without its file") << FrameRecord {"root", {"/srv", ""}};
        QTest::newRow("a relative place") << FrameRecord {"root", {"/srv", "srv", "/etc/x"}};
        QTest::newRow("no folder") << FrameRecord {"folder", {}};
        QTest::newRow("a relative folder") << FrameRecord {"folder", {"a"}};
        QTest::newRow("unreadable nothing") << FrameRecord {"unreadable", {}};
    }

    void whatMakesNoSenseIsDamaged()
    {
        QFETCH(FrameRecord, record);
        const Result<WebRoots> seen = parseWebRoots({record});
        QVERIFY(!seen.has_value());
        QCOMPARE(seen.error().kind, ErrorKind::Damaged);
    }

    void readsTheConfigurationOfItsServer()
    {
        const ArchiveWorld world;
        const auto write = [&world](const QByteArray &path, const QByteArray &text) {
            QDir().mkpath(world.path(path.left(path.lastIndexOf('/'))));
            writeBytes(world.path(path), text);
        };
        write("/etc/apache2/sites-enabled/000.conf",
              "# DocumentRoot /no\nDocumentRoot \"/srv/a b\"\r\n  alias /x /srv/alias\nDocumentRoot ${ROOT}/x\n"
              "DocumentRoot htdocs\n");
        write("/etc/nginx/conf.d/site.conf", "server { root /srv/nginx; location /a { alias \"/srv/inner\"; } }\n");
        write(
            "/etc/lighttpd/lighttpd.conf",
            "server.document-root = \"/srv/light\"\nalias.url += ( \"/x\" => \"/srv/one\", \"/y\" => \"/srv/two\" )\n");
        write("/data/apache/conf/httpd.conf", "DocumentRoot /data/apache/htdocs\n");
        QDir().mkpath(world.path("/srv"));
        QVERIFY(QFile::link(world.path("/data/archives"), world.path("/srv/nginx")));
        LocalShellHost host(world.server);
        const Result<QList<FrameRecord>> records =
            askProgram(host, RemoteProgram::WebRoots, inputFields({"/srv/nginx", "/data/apache/htdocs/moodle"}),
                       world.server.name, CancelToken());
        QVERIFY2(records.has_value(), records ? "" : qPrintable(records.error().message + records.error().detail));
        const Result<WebRoots> seen = parseWebRoots(*records);
        QVERIFY(seen.has_value());
        QCOMPARE(seen->folder, BytePath("/data/archives")); // without the link
        QByteArrayList paths;
        for (const WebRoots::Root &root : seen->roots)
            paths.append(root.path);
        QCOMPARE(paths.join(' '),
                 QByteArray("/srv/a b /srv/alias /srv/nginx /srv/inner /srv/light /srv/one /srv/two "
                            "/data/apache/htdocs"));
        QCOMPARE(seen->roots.at(0).saidBy, BytePath("/etc/apache2/sites-enabled/000.conf"));
        QCOMPARE(seen->roots.at(2).real, BytePath("/data/archives"));
        QVERIFY(webRemark("/data/archives", {}, *seen).contains(QStringLiteral("/srv/nginx")));
    }

    void aPlanSaysIt()
    {
        ArchiveWorld world;
        world.addCourses(1, 1000);
        const auto service = world.newService();
        const auto remark = [&] {
            const Result<ArchivePlan> plan = service->plan(world.request(QStringLiteral("a")), CancelToken());
            return plan ? plan->webRemark : plan.error().message;
        };
        QCOMPARE(remark(), QString());
        world.changeSite([](Site &site) { site.codeFolder = "/data/archives"; });
        QVERIFY2(remark().contains(QStringLiteral("/data/archives")), qPrintable(remark()));
    }
};

NIGHTKEEP_TEST(TstWebRoots, integration, Core)
#include "tst_webroots.moc"
