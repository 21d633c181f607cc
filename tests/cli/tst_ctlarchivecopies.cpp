// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/ctl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Nightkeep;

/// An archive of the demo is signed, read through and taken apart by the real program.
class TstCtlArchiveCopies : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const CtlRun made = m_place.makeUnaskedDemo(words("--courses 6"));
        QVERIFY2(made.status == 0, made.told().constData());
        const CtlRun started = m_place.onDemo(words("archive start --yes --not-before 2008-12-12 --name autumn"));
        QVERIFY2(started.status == 0, started.told().constData());
        const CtlRun ended = m_place.onDemo(words("archive attach"));
        QVERIFY2(ended.status == 0, ended.told().constData());
        QProcess keygen;
        m_place.prepare(keygen);
        keygen.start(QStringLiteral("ssh-keygen"),
                     {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                      QString(), QStringLiteral("-f"), QStringLiteral("key")});
        QVERIFY(keygen.waitForFinished(60000) && keygen.exitCode() == 0);
        const QJsonArray members =
            m_place.onDemo(words("archive contents")).json().object().value(u"members").toArray();
        QVERIFY(!members.isEmpty());
        m_member = members.first()[u"path"].toString();
        QVERIFY(!m_member.isEmpty());
    }

    void itIsSignedAndChecked()
    {
        QCOMPARE(m_place.onDemo(words("archive sign")).status, 2); // with which key?
        QCOMPARE(verdict("archive signature", 0), QStringLiteral("notSigned"));
        QCOMPARE(verdict("archive sign --key key", 1), QStringLiteral("unknownSigner"));
        QFile file(m_place.path(QStringLiteral("key.pub")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString key = QString::fromLatin1(file.readAll());
        const CtlRun set =
            m_place.onDemo(words(QStringLiteral("archive signers set team@example.org ") + key.trimmed()));
        QVERIFY2(set.status == 0, set.told().constData());
        QCOMPARE(set.json().array().size(), 1);
        QCOMPARE(verdict("archive signature", 0), QStringLiteral("good"));
        QCOMPARE(m_place.onDemo(words("archive signers set team@example.org no-key")).status, 2);
        QCOMPARE(m_place.onDemo(words(QStringLiteral("archive signers set *@example.org ") + key.trimmed())).status, 2);
        QCOMPARE(m_place.onDemo(words("archive signers remove team@example.org")).status, 4); // not agreed to
        QCOMPARE(m_place.onDemo(words("archive signers remove team@example.org --yes")).status, 0);
        QCOMPARE(verdict("archive signature", 1), QStringLiteral("unknownSigner"));
    }

    void aCopyIsTakenOut()
    {
        const CtlRun inside = m_place.onDemo(
            {QStringLiteral("archive"), QStringLiteral("contents"), QStringLiteral("--member"), m_member});
        QVERIFY2(inside.status == 0, inside.told().constData());
        QVERIFY(inside.out.contains("moodle.xml"));
        const QStringList extract {QStringLiteral("archive"), QStringLiteral("extract"), m_member};
        QCOMPARE(m_place.onDemo(extract).status, 2); // where to?
        const QStringList here = extract + words("--to out.zip");
        const CtlRun taken = m_place.onDemo(here);
        QVERIFY2(taken.status == 0, taken.told().constData());
        QFile zip(m_place.path(QStringLiteral("out.zip")));
        QVERIFY(zip.open(QIODevice::ReadOnly));
        QVERIFY(zip.read(4) == "PK\x03\x04");
        QCOMPARE(m_place.onDemo(here).status, 4); // there is such a file
        QCOMPARE(m_place.onDemo(words("archive extract ../../etc/passwd --to x")).status, 2);
    }

    void readingsAreKept()
    {
        const CtlRun read = m_place.onDemo(words("archive verify --due 1"));
        QVERIFY2(read.status == 0, read.told().constData());
        const QJsonArray readings = read.json().array();
        QVERIFY(!readings.isEmpty());
        QCOMPARE(readings.first()[u"outcome"].toString(), QStringLiteral("same"));
        QFile other(m_place.path(QStringLiteral("other.tar")));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write("no archive") > 0);
        other.close();
        const CtlRun differs = m_place.onDemo(words("archive verify --file other.tar"));
        QVERIFY2(differs.status == 1, differs.told().constData());
        QCOMPARE(differs.json().array().first()[u"outcome"].toString(), QStringLiteral("differs"));
        QCOMPARE(m_place.onDemo(words("archive verify --file none.tar")).status, 3);
        QCOMPARE(m_place.onDemo(words("archive verify --due none")).status, 2);
    }

private:
    [[nodiscard]] QString verdict(const char *verb, int status) const
    {
        const CtlRun run = m_place.onDemo(words(verb));
        if (run.status != status)
            qWarning("%s", run.told().constData());
        return run.json().object().value(u"verdict").toString();
    }

    CtlPlace m_place;
    QString m_member;
};

NIGHTKEEP_TEST(TstCtlArchiveCopies, integration, Core, 180)
#include "tst_ctlarchivecopies.moc"
