// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Nightkeep;

/// What the window's program does before there is a window, and which workspace it begins with.
class TstStarting : public QObject
{
    Q_OBJECT

private slots:
    void wordsNeedNoDisplay_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const QString &arguments, const char *says) {
            QTest::newRow(qPrintable(arguments)) << arguments.split(u' ') << QByteArray(says);
        };
        row(QStringLiteral("--help"), "--workspace <FILE>");
        row(QStringLiteral("-h"), "--demo <DIR>");
        row(QStringLiteral("--version"), "nightkeep ");
        row(QStringLiteral("-v"), "nightkeep ");
        row(QStringLiteral("--demo somewhere --help"), "--workspace <FILE>");
        row(QStringLiteral("-platform xcb --version"), "nightkeep ");
    }
    void wordsNeedNoDisplay()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        QTemporaryDir place;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), place.path());
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeep"), arguments);
        QVERIFY(process.waitForFinished(60000));
        const QByteArray err = process.readAllStandardError();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, err.constData());
        QVERIFY2(process.readAllStandardOutput().contains(says), err.constData());
        QVERIFY(QDir(place.path()).isEmpty());

        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(process.program(), arguments);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 6);
        QVERIFY(!process.readAllStandardError().isEmpty());
    }

    void momentsAreOfThisMachinesZone()
    {
        const QByteArray before = qgetenv("TZ");
        qputenv("TZ", "Asia/Tokyo");
        const QDateTime there = machineClock()();
        if (before.isEmpty())
            qunsetenv("TZ");
        else
            qputenv("TZ", before);
        QCOMPARE(there.offsetFromUtc(), 9 * 3600);
        QVERIFY(qAbs(there.msecsTo(QDateTime::currentDateTimeUtc())) < 60000);
    }

    void aFirstRunMakesNothing()
    {
        QTemporaryDir place;
        ApplicationOptions options;
        options.dataFolder = place.filePath(QStringLiteral("data"));
        Application application(options);
        const auto none = ownWorkspace(application, {});
        QVERIFY(none && !*none);
        QVERIFY(!QFile::exists(application.defaultLocation()));
        QVERIFY(openOwnWorkspace(application, {}));
        const auto made = ownWorkspace(application, {});
        QVERIFY(made && *made);
    }

    void beginsWithAWorkspace_data()
    {
        QTest::addColumn<QString>("location"); // in the place; empty: the person's own
        QTest::addColumn<int>("kind"); // -1: it opens
        QTest::addColumn<bool>("isTold"); // that it was made
        const int opens = -1;
        QTest::newRow("a new file") << QStringLiteral("new.nightkeep") << opens << true;
        QTest::newRow("one that is there") << QStringLiteral("known.nightkeep") << opens << false;
        QTest::newRow("the person's own") << QString() << opens << false;
        QTest::newRow("lost, but a copy is there")
            << QStringLiteral("lost.nightkeep") << int(ErrorKind::NotFound) << false;
        QTest::newRow("some other file") << QStringLiteral("page.html") << int(ErrorKind::BadInput) << false;
        QTest::newRow("in no folder") << QStringLiteral("none/new.nightkeep") << int(ErrorKind::NotFound) << false;
    }
    void beginsWithAWorkspace()
    {
        QFETCH(QString, location);
        QFETCH(int, kind);
        QFETCH(bool, isTold);
        QTemporaryDir place;
        ApplicationOptions options;
        options.dataFolder = place.filePath(QStringLiteral("data"));
        Application application(options);
        QVERIFY(application.create(place.filePath(QStringLiteral("known.nightkeep"))));
        QVERIFY(QFile::copy(place.filePath(QStringLiteral("known.nightkeep")),
                            place.filePath(QStringLiteral("lost.nightkeep.last-good"))));
        QFile page(place.filePath(QStringLiteral("page.html")));
        QVERIFY(page.open(QIODevice::WriteOnly) && page.write("<html></html>") > 0);
        page.close();

        const QString file = location.isEmpty() ? QString() : place.filePath(location);
        {
            const auto opened = application.openFirst({}, file);
            QCOMPARE(opened ? -1 : int(opened.error().kind), kind);
            QCOMPARE(QFile::exists(file.isEmpty() ? application.defaultLocation() : file),
                     kind == -1 || location == u"page.html");
            if (!opened)
                return;
            QCOMPARE((*opened)->info().notices.filter(QStringLiteral("a new one was made")).size(), isTold ? 1 : 0);
            QVERIFY((*opened)->audit().append({}));
        }
        const auto again = application.openFirst({}, file);
        QVERIFY(again);
        QCOMPARE((*again)->audit().entries()->size(), 1);
        QVERIFY((*again)->info().notices.filter(QStringLiteral("a new one was made")).isEmpty());
    }
};

NIGHTKEEP_TEST(TstStarting, integration, Core)
#include "tst_starting.moc"
