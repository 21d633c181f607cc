// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"
#include "models/base/format.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;

namespace {

Finding finding(const QString &id, Severity severity, const QString &title = {})
{
    Finding made;
    made.id = id;
    made.severity = severity;
    made.page = Page::Folders;
    made.object = QStringLiteral("object-of-") + id;
    made.title = title.isEmpty() ? id : title;
    return made;
}

QString printed(const FindingModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        lines << (index.data(FindingModel::IsHeadingRole).toBool() ? QString() : QStringLiteral("  "))
                + index.data().toString();
    }
    return lines.join(u'\n');
}

} // namespace

class TstFindingmodel : public QObject
{
    Q_OBJECT

private slots:
    void groupsBySeverity()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFindings({finding(QStringLiteral("info"), Severity::Info),
                           finding(QStringLiteral("bad"), Severity::Critical),
                           finding(QStringLiteral("warn-1"), Severity::Warning),
                           finding(QStringLiteral("warn-2"), Severity::Warning)});
        QCOMPARE(
            printed(model),
            QStringLiteral("Urgent (1)\n  bad\nNeeds attention (2)\n  warn-1\n  warn-2\nGood to know (1)\n  info"));
        const QModelIndex urgent = model.index(0, 0);
        const QModelIndex bad = model.index(1, 0);
        QCOMPARE(bad.data(KeyRole).toString(), QStringLiteral("bad"));
        QCOMPARE(bad.data(FindingModel::PageRole).toInt(), int(Page::Folders));
        QCOMPARE(bad.data(FindingModel::ObjectRole).toString(), QStringLiteral("object-of-bad"));
        QCOMPARE(bad.data(StateRole).toInt(), int(State::Bad));
        QVERIFY(!urgent.data(FindingModel::PageRole).isValid());
        QVERIFY(!(urgent.flags() & (Qt::ItemIsSelectable | Qt::ItemIsEnabled))); // the arrow keys pass it
        QVERIFY(bad.flags() & Qt::ItemIsSelectable);
        model.setFindings({});
        QCOMPARE(model.rowCount(), 0);
    }

    void refreshKeepsTheChosenRow()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFindings({finding(QStringLiteral("a"), Severity::Warning),
                           finding(QStringLiteral("b"), Severity::Warning),
                           finding(QStringLiteral("c"), Severity::Warning)});
        const QPersistentModelIndex chosen = model.index(3, 0);
        model.setFindings({finding(QStringLiteral("new"), Severity::Critical),
                           finding(QStringLiteral("c"), Severity::Warning, QStringLiteral("c again")),
                           finding(QStringLiteral("a"), Severity::Warning)});
        QVERIFY(chosen.isValid());
        QCOMPARE(chosen.data(KeyRole).toString(), QStringLiteral("c"));
        QCOMPARE(chosen.data().toString(), QStringLiteral("c again"));
        QCOMPARE(chosen.row(), 3);
        QCOMPARE(printed(model), QStringLiteral("Urgent (1)\n  new\nNeeds attention (2)\n  c again\n  a"));
    }

    void anySequenceOfRefreshesEndsAsGiven()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(3);
        for (int round = 0; round < 300; ++round) {
            QList<Finding> wanted;
            for (int id = 0; id < 8; ++id) {
                if (random.bounded(2))
                    wanted.append(finding(QString::number(id), Severity(random.bounded(3)),
                                          QStringLiteral("%1/%2").arg(id).arg(random.bounded(3))));
            }
            std::shuffle(wanted.begin(), wanted.end(), random);
            model.setFindings(wanted);
            QStringList slow;
            for (const Severity severity : {Severity::Critical, Severity::Warning, Severity::Info}) {
                QStringList rows;
                for (const Finding &each : std::as_const(wanted)) {
                    if (each.severity == severity)
                        rows.append(QStringLiteral("  ") + each.title);
                }
                if (!rows.isEmpty())
                    slow +=
                        QStringList {QStringLiteral("%1 (%2)").arg(severityHeading(severity)).arg(rows.size())} + rows;
            }
            QCOMPARE(printed(model), slow.join(u'\n'));
        }
    }

    void noFindingIsGood_data()
    {
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<State>("state");
        QTest::newRow("critical") << Severity::Critical << State::Bad;
        QTest::newRow("warning") << Severity::Warning << State::Attention;
        QTest::newRow("info: nothing is agreed, or was ever read") << Severity::Info << State::Unknown;
    }

    void noFindingIsGood()
    {
        QFETCH(Severity, severity);
        QFETCH(State, state);
        FindingModel model;
        model.setFindings({finding(QStringLiteral("one"), severity)});
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.index(row, 0).data(StateRole).toInt(), int(state));
    }

    void manyOfOneKindAreOneLine_data()
    {
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("lines"); // without the heading
        QTest::addColumn<Page>("page");
        QTest::newRow("many") << Severity::Info << 20 << QStringLiteral("nobody-asked") << 1 << Page::Folders;
        QTest::newRow("many warnings") << Severity::Warning << 4 << QStringLiteral("failure") << 1 << Page::Folders;
        QTest::newRow("few") << Severity::Info << 3 << QStringLiteral("nobody-asked") << 3 << Page::Folders;
        QTest::newRow("urgent ones never")
            << Severity::Critical << 20 << QStringLiteral("folder-uncovered") << 20 << Page::Folders;
        for (const char *const kind :
             {"course-missing", "ok-without-file", "copy-damaged", "copy-old", "copy-doubtful"})
            QTest::newRow(kind) << Severity::Critical << 20 << QString::fromLatin1(kind) << 1 << Page::Courses;
        QTest::newRow("of no kind") << Severity::Info << 20 << QString() << 20 << Page::Folders;
    }
    void manyOfOneKindAreOneLine()
    {
        QFETCH(Severity, severity);
        QFETCH(int, count);
        QFETCH(QString, kind);
        QFETCH(int, lines);
        QFETCH(Page, page);
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<Finding> findings;
        for (int i = 0; i < count; ++i) {
            findings << finding(QString::number(i), severity);
            findings.last().kind = kind;
            findings.last().page = page;
        }
        model.setFindings(findings);
        QCOMPARE(model.rowCount(), 1 + lines);
        QVERIFY(model.index(0, 0).data().toString().contains(QString::number(count))); // the heading counts them all
        const QModelIndex first = model.index(1, 0);
        QCOMPARE(first.data(FindingModel::IsFoldRole).toBool(), lines < count);
        QCOMPARE(model.reveal(QStringLiteral("no such")), -1);
        QVERIFY(model.reveal(QString::number(count - 1)) > 0); // which unfolds it
        QCOMPARE(model.rowCount(), 1 + (lines < count ? 1 : 0) + count);
        if (lines == count)
            return;
        QVERIFY(first.flags() & Qt::ItemIsEnabled);
        QVERIFY(first.data().toString().contains(QString::number(count)));
        QVERIFY(page != Page::Courses || first.data().toString().contains(QLatin1String("courses")));
        QVERIFY(first.data(FindingModel::IsUnfoldedRole).toBool());
        model.setFindings(findings); // a refresh leaves it as it was
        QCOMPARE(model.rowCount(), 2 + count);
        model.toggle(model.at(model.index(1, 0))->fold);
        QCOMPARE(model.rowCount(), 2);
    }

    void aFoldHasASentenceOfItsOwn_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<bool>("hasOne");
        for (const char *kind : {"folder-partly",
                                 "folder-stale",
                                 "folder-unknown",
                                 "page-differs",
                                 "failure",
                                 "clock",
                                 "old",
                                 "future",
                                 "policy",
                                 "dumps",
                                 "agreement",
                                 "disk",
                                 "web-certificate",
                                 "web-answer",
                                 "web-status",
                                 "pair-asked",
                                 "pair-version",
                                 "pair-replication",
                                 "pair-source",
                                 "pair-privilege",
                                 "pair-none",
                                 "request-open",
                                 "setting-differs",
                                 "setting-invalid",
                                 "setting-all",
                                 "setting-shared",
                                 "setting-manual",
                                 "setting-duplicate",
                                 "setting-forced",
                                 "setting-cached",
                                 "setting-content",
                                 "setting-least",
                                 "setting-folder",
                                 "setting-running",
                                 "setting-dump",
                                 "setting-incremental",
                                 "place-working",
                                 "place-failed",
                                 "place-unconfirmed",
                                 "place-unknown",
                                 "place-expires",
                                 "place-never",
                                 "archive-unread",
                                 "archive-signer-unknown",
                                 "archive-unknown",
                                 "archive-unfinished",
                                 "archive-warnings",
                                 "archive-gone",
                                 "archive-returned",
                                 "archive-past-years",
                                 "copy-incomplete",
                                 "without-contents",
                                 "never-ran",
                                 "newest-damaged",
                                 "shrunk",
                                 "error-twice",
                                 "run-stuck",
                                 "queued-forever",
                                 "masked-as-ok",
                                 "skipped-though-changed",
                                 "short-name-collides",
                                 "dates-differ",
                                 "of-the-future"})
            QTest::newRow(kind) << QString::fromLatin1(kind) << Severity::Warning << true;
        for (const char *kind :
             {"nobody-asked", "agreement", "web-answer", "web-status", "web-elsewhere", "web-plain", "setting-unread",
              "setting-old", "setting-unagreed", "setting-idle", "setting-door", "setting-unasked", "setting-forced",
              "setting-running", "setting-dump", "setting-incremental"})
            QTest::addRow("%s, good to know", kind) << QString::fromLatin1(kind) << Severity::Info << true;
        QTest::newRow("none") << QStringLiteral("no such kind") << Severity::Warning << false;
    }
    void aFoldHasASentenceOfItsOwn()
    {
        QFETCH(QString, kind);
        QFETCH(Severity, severity);
        QFETCH(bool, hasOne);
        FindingModel model;
        QList<Finding> findings;
        for (int i = 0; i < 17; ++i) {
            findings << finding(QString::number(i), severity, QStringLiteral("The title of one."));
            findings.last().kind = kind;
        }
        model.setFindings(findings);
        const QString title = model.index(1, 0).data().toString();
        QVERIFY2(title.contains(hasOne ? QStringLiteral("17") : QStringLiteral("16 more")), qPrintable(title));
        QCOMPARE(title.contains(QStringLiteral("The title of one.")), !hasOne);
    }

    void agreementsThatAreOverdueAreToldApart()
    {
        const auto told = [](Severity severity) {
            FindingModel model;
            QList<Finding> findings;
            for (int i = 0; i < 4; ++i) {
                findings << finding(QString::number(i), severity);
                findings.last().kind = QStringLiteral("agreement");
            }
            model.setFindings(findings);
            return model.index(1, 0).data().toString();
        };
        QVERIFY(told(Severity::Info) != told(Severity::Warning));
    }

    void acceptedOnesStandApart()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        AcceptedNow accepted {finding(QStringLiteral("quiet"), Severity::Critical), {}};
        accepted.acceptance.reason = QStringLiteral("it moves this term");
        model.setFindings({finding(QStringLiteral("open"), Severity::Warning)}, {accepted});
        QCOMPARE(printed(model), QStringLiteral("Needs attention (1)\n  open\n  1 accepted"));
        model.toggle(model.at(model.index(2, 0))->fold);
        QCOMPARE(printed(model), QStringLiteral("Needs attention (1)\n  open\n  1 accepted\n  quiet"));
        const QModelIndex quiet = model.index(3, 0);
        QVERIFY(quiet.data(FindingModel::ReasonRole).toString().contains(QStringLiteral("it moves this term")));
        QCOMPARE(quiet.data(FindingModel::ActRole).toString(), QStringLiteral("Take back"));
        model.setFindings({accepted.finding});
        QCOMPARE(printed(model), QStringLiteral("Urgent (1)\n  quiet"));
    }

    void aLineSaysAllThatItsLookSays()
    {
        FindingModel model;
        Finding one = finding(QStringLiteral("one"), Severity::Critical);
        one.reason = QStringLiteral("because");
        one.advice = QStringLiteral("do it");
        one.act = FindingAct::Request;
        one.since = QDateTime(QDate(2008, 11, 3), QTime(12, 0));
        model.setFindings({one});
        const QModelIndex index = model.index(1, 0);
        QCOMPARE(index.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Urgent: one"));
        QCOMPARE(index.data(Qt::AccessibleDescriptionRole).toString(),
                 QStringLiteral("because It has been so since %1. do it").arg(dayAndMonth(QDate(2008, 11, 3))));
        QVERIFY(index.data(FindingModel::SinceRole).toString().contains(dayAndMonth(QDate(2008, 11, 3))));
        QCOMPARE(index.data(FindingModel::ActRole).toString(), actWord(FindingAct::Request));
        QVERIFY(model.index(0, 0).data(FindingModel::ActRole).toString().isEmpty());
        QSet<QString> words;
        for (const auto &each : Names<FindingAct>)
            words.insert(actWord(each.value));
        QCOMPARE(words.size(), qsizetype(Names<FindingAct>.size()));
        QVERIFY(!words.contains(QString()));
    }

    void sinceWhenInWords_data()
    {
        QTest::addColumn<QDateTime>("since");
        QTest::addColumn<QDateTime>("otherwiseAt");
        QTest::addColumn<bool>("orEarlier");
        QTest::addColumn<QString>("words");
        const auto at = [](int daysAgo, int hour) {
            return QDateTime(QDate(2008, 11, 29).addDays(-daysAgo), QTime(hour, 40), QTimeZone::utc());
        };
        const QString day = QStringLiteral("since ") + dayAndMonth(QDate(2008, 11, 3));
        QTest::newRow("not known") << QDateTime() << QDateTime() << false << QString();
        QTest::newRow("a day") << at(26, 6) << at(27, 13) << false << day;
        QTest::newRow("or longer") << at(26, 6) << QDateTime() << true << QStringLiteral("at least ") + day;
        QTest::newRow("seen this morning, and not yesterday")
            << at(0, 6) << at(1, 13) << false << QStringLiteral("since last night");
        QTest::newRow("seen today, and not this morning")
            << at(0, 8) << at(0, 6) << false << QStringLiteral("since today");
        QTest::newRow("first seen today, and not three days ago")
            << at(0, 8) << at(3, 6) << false << QStringLiteral("since today");
        QTest::newRow("begun today") << at(0, 6) << QDateTime() << false << QStringLiteral("since today");
        QTest::newRow("yesterday") << at(1, 6) << at(2, 13) << false << QStringLiteral("since yesterday");
    }
    void sinceWhenInWords()
    {
        Finding one;
        QFETCH(QDateTime, since);
        QFETCH(QDateTime, otherwiseAt);
        QFETCH(bool, orEarlier);
        one.since = since;
        one.otherwiseAt = otherwiseAt;
        one.orEarlier = orEarlier;
        QTEST(sinceInWords(one, QDateTime(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc())), "words");
    }

    void theNextDaySinceIsToldAnew()
    {
        FindingModel model;
        Finding one = finding(QStringLiteral("one"), Severity::Warning);
        one.since = QDateTime(QDate(2008, 11, 29), QTime(6, 40), QTimeZone::utc());
        model.setFindings({one}, {}, one.since.addSecs(3600));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const auto words = [&model] { return model.index(1, 0).data(FindingModel::SinceRole).toString(); };
        QCOMPARE(words(), QStringLiteral("since today"));
        model.setFindings({one}, {}, one.since.addDays(1));
        QCOMPARE(words(), QStringLiteral("since yesterday"));
        QVERIFY(!changed.isEmpty());
    }

    void aRepeatedIdDoesNoHarm()
    {
        FindingModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Finding twice = finding(QStringLiteral("twice"), Severity::Info);
        model.setFindings({twice, twice});
        model.setFindings({twice, finding(QStringLiteral("other"), Severity::Info), twice});
        QCOMPARE(model.rowCount(), 4);
        model.setFindings({twice});
        QCOMPARE(printed(model), QStringLiteral("Good to know (1)\n  twice"));
    }
};

NIGHTKEEP_TEST(TstFindingmodel, unit, Core)
#include "tst_findingmodel.moc"
