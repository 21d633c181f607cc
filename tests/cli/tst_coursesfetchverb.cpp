// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace Nightkeep;

/// Copies of the demo's courses, fetched by the real program.
class TstCoursesFetchVerb : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const CtlRun made = m_place.makeUnaskedDemo();
        QVERIFY2(made.status == 0, made.told().constData());
    }

    void theGoodCopyComes()
    {
        const CtlRun run = m_place.onDemo(words("courses fetch 10 good.zip")); // of a site that was never read
        QVERIFY2(run.status == 0, run.told().constData());
        const QJsonObject answer = run.json().object();
        const QByteArray bytes = contents("good.zip");
        QCOMPARE(answer.value(u"bytes").toInteger(), bytes.size());
        QCOMPARE(answer.value(u"sha256").toString().toLatin1(),
                 QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        QCOMPARE(answer.value(u"proven").toBool(), true);
        QCOMPARE(answer.value(u"checked").toString(), QStringLiteral("completeInside"));
        QCOMPARE(answer.value(u"fault").toString(), QStringLiteral("none"));
        QCOMPARE(answer.value(u"fileName").toString(), QStringLiteral("good.zip"));
        QCOMPARE(answer.value(u"faultWords").toString(), QString());

        const CtlRun again = m_place.onDemo(words("courses fetch 10 good.zip"));
        QVERIFY2(again.status == 4, again.told().constData());
        QCOMPARE(again.error().value(u"kind").toString(), QStringLiteral("conflict"));
        const CtlRun forced = m_place.onDemo(words("courses fetch 10 good.zip --force"));
        QVERIFY2(forced.status == 0, forced.told().constData());
        QVERIFY(contents("good.zip") == bytes);
    }

    void inAFolderItGetsAName()
    {
        QVERIFY(QDir().mkpath(m_place.path(QStringLiteral("copies"))));
        const CtlRun run = m_place.onDemo(words("courses fetch 10 copies"));
        QVERIFY2(run.status == 0, run.told().constData());
        const QString name = run.json()[u"fileName"].toString();
        QVERIFY2(name.startsWith(QLatin1String("copies/")) && name.endsWith(QLatin1String(".zip")), qPrintable(name));
        QVERIFY(QFile::exists(m_place.path(name)));
    }

    void anyCopyCanBeNamed()
    {
        const QJsonDocument shown = m_place.onDemo(words("courses show 30 --offline")).json();
        const QJsonArray copies = shown[u"copies"].toArray();
        QVERIFY(!copies.isEmpty());
        const QString path = copies.first()[u"path"].toString();
        for (const QString &copy : {QStringLiteral("1"), path}) {
            const CtlRun run =
                m_place.onDemo(words("courses fetch 30 damaged.zip --force --copy") + QStringList {copy});
            QVERIFY2(run.status == 1, run.told().constData()); // it came, and would not restore
            QVERIFY(!run.json()[u"faultWords"].toString().isEmpty());
            QVERIFY(run.json()[u"proven"].toBool());
            QCOMPARE(run.json()[u"bytes"].toInteger(), contents("damaged.zip").size());
        }
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("status");
        const auto row = [](const char *line, int status) {
            QTest::newRow(line) << QString::fromLatin1(line) << status;
        };
        row("courses fetch", 2);
        row("courses fetch 10", 2);
        row("courses fetch 9999 a.zip", 2);
        row("courses fetch 10 a.zip --copy 99", 2);
        row("courses fetch 10 none/a.zip", 3);
    }
    void mistakes()
    {
        QFETCH(QString, line);
        QFETCH(int, status);
        const CtlRun run = m_place.onDemo(line.split(u' '));
        QVERIFY2(run.status == status, run.told().constData());
        QVERIFY(!run.json().isNull());
        QVERIFY(!QFile::exists(m_place.path(QStringLiteral("a.zip"))));
    }

private:
    [[nodiscard]] QByteArray contents(const char *name) const
    {
        QFile file(m_place.path(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    CtlPlace m_place;
};

NIGHTKEEP_TEST(TstCoursesFetchVerb, integration, Core, 300)
#include "tst_coursesfetchverb.moc"
