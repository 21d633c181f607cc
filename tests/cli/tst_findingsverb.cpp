// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"
#include "tests/cli/command.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QTest>

using namespace Nightkeep;

namespace {

QString urgentId()
{
    return QStringLiteral("coverage/moodle-pp.example.org//data/moodle");
}

QJsonObject findingIn(const QJsonDocument &document, const QString &id)
{
    for (const QJsonValue &finding : document.array()) {
        if (finding[u"id"].toString() == id)
            return finding.toObject();
    }
    return {};
}

} // namespace

class TstFindingsVerb : public QObject
{
    Q_OBJECT

private slots:
    void checkLeavesAcceptedOnesOut()
    {
        const QStringList words {QStringLiteral("check")};
        const Command open(words, option("severity", "critical"));
        const VerbResult before = open.run();
        QVERIFY(before);
        QCOMPARE(before->status, ExitStatus::Findings);
        QVERIFY(findingIn(before->json, urgentId()).value(u"accepted").isNull());

        const Command quiet(words, option("severity", "critical"));
        int accepted = 0;
        const Result<QList<Finding>> findings = allFindings(*quiet.workspace);
        for (const Finding &finding : *findings) {
            if (finding.severity != Severity::Critical)
                continue;
            QVERIFY(quiet.workspace->acceptances().accept(finding, QStringLiteral("it moves this term"), {}));
            ++accepted;
        }
        QVERIFY(accepted > 0);
        const VerbResult after = quiet.run();
        QVERIFY(after);
        QCOMPARE(after->status, ExitStatus::Fine);
        QCOMPARE(after->json.array().size(), before->json.array().size()); // it is told all the same
        const QJsonObject told = findingIn(after->json, urgentId());
        QCOMPARE(told[u"accepted"][u"reason"].toString(), QStringLiteral("it moves this term"));
        QCOMPARE(told[u"severity"].toString(), QStringLiteral("critical"));
        QVERIFY(after->text.contains(QStringLiteral("ACCEPTED")));
        QVERIFY(after->text.contains(QStringLiteral("it moves this term")));
    }

    /// None that is open is not yet that all is well.
    void noFindingIsToldAsTheOverviewTellsIt()
    {
        const Command check({QStringLiteral("check")});
        const Result<QList<Finding>> findings = allFindings(*check.workspace);
        QVERIFY(findings && !findings->isEmpty());
        for (const Finding &finding : *findings)
            QVERIFY(check.workspace->acceptances().accept(finding, QStringLiteral("it is known"), {}));
        const VerbResult told = check.run();
        QVERIFY(told);
        const Estate estate = readEstate(*check.workspace);
        QVERIFY2(told->text.startsWith(overviewSentence(estate, estate.reading.now)), qPrintable(told->text));
    }

    void findingsAreListedWithTheirIds()
    {
        const Command list({QStringLiteral("findings")});
        const VerbResult listed = list.run();
        QVERIFY(listed);
        QCOMPARE(listed->status, ExitStatus::Fine);
        QVERIFY(listed->text.contains(urgentId()));
        const QJsonObject urgent = findingIn(listed->json, urgentId());
        QCOMPARE(urgent[u"kind"].toString(), QStringLiteral("folder-uncovered"));
        QCOMPARE(urgent[u"act"].toString(), QStringLiteral("request"));
        QVERIFY(urgent.contains(u"since") && urgent[u"since"].isNull());
    }

    void accepts()
    {
        const Command accept({QStringLiteral("findings"), QStringLiteral("accept"), urgentId(), QStringLiteral("known"),
                              QStringLiteral("and"), QStringLiteral("fine")},
                             option("until", "2009-01-31"));
        const VerbResult accepted = accept.run();
        QVERIFY(accepted);
        const QList<AcceptedFinding> stored = *accept.workspace->acceptanceStore.acceptedFindings();
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored.first().finding, urgentId());
        QCOMPARE(stored.first().reason, QStringLiteral("known and fine"));
        QCOMPARE(stored.first().until, QDate(2009, 1, 31));
    }

    void takesBack()
    {
        const Command take({QStringLiteral("findings"), QStringLiteral("take-back"), urgentId()});
        AcceptedFinding accepted;
        accepted.finding = urgentId();
        QVERIFY(take.workspace->acceptanceStore.saveAcceptedFinding(accepted));
        QVERIFY(take.run());
        QVERIFY(take.workspace->acceptanceStore.acceptedFindings()->isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("until");
        QTest::addColumn<bool>("readOnly");
        QTest::addColumn<int>("kind");
        const QString accept = QStringLiteral("findings accept ") + urgentId();
        const auto row = [](const char *name, const QString &words, const char *until, bool readOnly, ErrorKind kind) {
            QTest::newRow(name) << words << QByteArray(until) << readOnly << int(kind);
        };
        row("no reason", accept, "", false, ErrorKind::BadInput);
        row("no such finding", QStringLiteral("findings accept nothing because"), "", false, ErrorKind::BadInput);
        row("a day that has passed", accept + QStringLiteral(" because"), "2008-01-01", false, ErrorKind::BadInput);
        row("no day", accept + QStringLiteral(" because"), "soon", false, ErrorKind::BadInput);
        row("read-only", accept + QStringLiteral(" because"), "", true, ErrorKind::ReadOnly);
        row("back what is not accepted", QStringLiteral("findings take-back nothing"), "", false, ErrorKind::NotFound);
        row("back, read-only", QStringLiteral("findings take-back nothing"), "", true, ErrorKind::ReadOnly);
    }
    void refuses()
    {
        QFETCH(QString, words);
        QFETCH(QByteArray, until);
        QFETCH(bool, readOnly);
        const Command command(words.split(u' '),
                              until.isEmpty() ? QMultiHash<QString, QString>() : option("until", until.constData()));
        if (readOnly)
            command.workspace->makeReadOnly();
        const VerbResult refused = command.run();
        QVERIFY(!refused);
        QTEST(int(refused.error().kind), "kind");
        QVERIFY(command.workspace->acceptanceStore.acceptedFindings()->isEmpty());
    }
};

NIGHTKEEP_TEST(TstFindingsVerb, unit, Core)
#include "tst_findingsverb.moc"
