// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/changestable.h"
#include "models/history/servercomparisontable.h"
#include "tests/history/gib.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/history/changesdialog.h"
#include "widgets/history/comparedialog.h"
#include "widgets/history/diskchart.h"
#include "widgets/history/serverhistorydialog.h"
#include "widgets/matrix/serverspage.h"

#include <QClipboard>
#include <QDateEdit>
#include <QGuiApplication>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;

namespace {

const QString a = QStringLiteral("moodle-a.example.org");
const QString b = QStringLiteral("moodle-b.example.org");
ServerSnapshot twoDisks(const QDateTime &at, const QString &os, qint64 free)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = at;
    snapshot.osRelease = os;
    snapshot.uptimeSeconds = 40 * 86400;
    snapshot.mounts = {{"/", QStringLiteral("ext4"), "/dev/sda1", 100 * GiB, 60 * GiB},
                       {"/data", QStringLiteral("xfs"), "/dev/sdb1", 900 * GiB, free * GiB}};
    return snapshot;
}

} // namespace

class TstHistoryDialogs : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_place;

    QDateTime now() const { return m_place->workspace.time.now(); }
    void save(const QString &server, int daysAgo, const QString &os, qint64 free)
    {
        QVERIFY(m_place->workspace.serverStore.saveSnapshot(server, twoDisks(now().addDays(-daysAgo), os, free)));
    }
    static QString answer(const QWidget &dialog, const char *name) { return childOf<QLabel>(dialog, name)->text(); }
    static int rowsOf(const QWidget &dialog, const char *name)
    {
        return childOf<QTableView>(dialog, name)->model()->rowCount();
    }

private slots:
    void init()
    {
        m_place = std::make_unique<PageFixture>();
        for (int day = 12; day >= 1; --day)
            save(a, day, day > 5 ? QStringLiteral("Debian 11") : QStringLiteral("Debian 12"), 60 + 4 * day);
        save(b, 3, QStringLiteral("Debian 11"), 500);
    }
    void cleanup() { m_place.reset(); }

    void historyOfAServer()
    {
        const Server server = m_place->stored(a);
        ServerHistoryDialog dialog(m_place->context(), server, nullptr);
        QTRY_COMPARE(rowsOf(dialog, "serverHistoryTable"), 13); // and the one that the small estate has
        QVERIFY2(answer(dialog, "serverHistoryAnswer").startsWith(QStringLiteral("13 probes")),
                 qPrintable(answer(dialog, "serverHistoryAnswer")));
        QCOMPARE(rowsOf(dialog, "serverDisksTable"), 2);
        QVERIFY(answer(dialog, "thinningRule").contains(QStringLiteral("60")));
        auto *detail = childOf<QTextEdit>(dialog, "serverHistoryDetail");
        QTRY_VERIFY2(detail->toPlainText().contains(QStringLiteral("Solaris 10")), qPrintable(detail->toPlainText()));
        auto *chart = childOf<DiskChart>(dialog, "diskChart");
        QVERIFY(!chart->accessibleDescription().isEmpty());

        // The chart draws something else for each disk and says what it shows.
        dialog.resize(1000, 800);
        const QImage first = chart->grab().toImage();
        auto *disks = childOf<QTableView>(dialog, "serverDisksTable");
        disks->selectRow(1);
        disks->setCurrentIndex(disks->model()->index(1, 0));
        QTRY_VERIFY(chart->accessibleDescription().startsWith(QStringLiteral("/data")));
        QVERIFY(chart->grab().toImage() != first);
        chart->clear();
        QVERIFY(chart->accessibleDescription().isEmpty());
    }

    void agesAreThoseOfThePages()
    {
        m_place->workspace.time.advance(11 * 60); // and nothing was read, nor has the window's minute passed
        ServerHistoryDialog dialog(m_place->context(), m_place->stored(a), nullptr);
        QTRY_COMPARE(rowsOf(dialog, "serverHistoryTable"), 13);
        QStringList ages;
        const QAbstractItemModel *model = childOf<QTableView>(dialog, "serverHistoryTable")->model();
        for (int row = 0; row < model->rowCount(); ++row)
            ages << model->index(row, 0).data().toString();
        QVERIFY2(ages.contains(QStringLiteral("14 minutes ago")), qPrintable(ages.join(u'\n')));
    }

    /// Of its disks nothing can be said yet.
    void tooShortAPastIsNotGood()
    {
        ServerHistoryDialog dialog(m_place->context(), m_place->stored(b), nullptr);
        QTRY_VERIFY(answer(dialog, "serverHistoryAnswer").contains(QStringLiteral("remembered; the first was")));
        QCOMPARE(childOf<QLabel>(dialog, "serverHistoryAnswerIcon")->accessibleName(), QStringLiteral("unknown"));
    }

    void aServerWithoutAPast()
    {
        ServerHistoryDialog dialog(m_place->context(), m_place->stored(QStringLiteral("moodle-pp.example.org")),
                                   nullptr);
        QTRY_VERIFY(answer(dialog, "serverHistoryAnswer").startsWith(QStringLiteral("Nothing is remembered")));
        const Server server = m_place->stored(a);
        m_place->workspace.serverStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("spoilt")});
        ServerHistoryDialog failing(m_place->context(), server, nullptr);
        QTRY_VERIFY(answer(failing, "serverHistoryAnswer").startsWith(QStringLiteral("The workspace could not")));
    }

    void changesOfAllAndOfTheChosen()
    {
        ChangesDialog dialog(m_place->context(), {a}, nullptr);
        QTRY_VERIFY(answer(dialog, "serverChangesAnswer").contains(QStringLiteral("changed")));
        QVERIFY(!childOf<QDateEdit>(dialog, "changesDay")->isEnabled());
        const int ofOne = rowsOf(dialog, "serverChangesTable");
        childOf<QComboBox>(dialog, "changesServers")->setCurrentIndex(1);
        QTRY_VERIFY(rowsOf(dialog, "serverChangesTable") >= ofOne + 3); // one line at least for each
        QTRY_VERIFY2(answer(dialog, "serverChangesAnswer").contains(QStringLiteral("not two answers to compare")),
                     qPrintable(answer(dialog, "serverChangesAnswer")));

        childOf<QComboBox>(dialog, "changesServers")->setCurrentIndex(0);
        childOf<QComboBox>(dialog, "changesSince")->setCurrentIndex(1);
        auto *day = childOf<QDateEdit>(dialog, "changesDay");
        QVERIFY(day->isEnabled());
        day->setDate(now().date().addDays(-4));
        const auto texts = [&dialog] {
            QStringList all;
            const QAbstractItemModel *model = childOf<QTableView>(dialog, "serverChangesTable")->model();
            for (int row = 0; row < model->rowCount(); ++row)
                all << model->index(row, ChangesTable::ChangeColumn).data().toString();
            return all.join(u'\n');
        };
        QTRY_VERIFY2(texts().contains(QStringLiteral("it was Debian 12")), qPrintable(texts()));
        day->setDate(now().date().addDays(-9));
        QTRY_VERIFY2(texts().contains(QStringLiteral("it was Debian 11")), qPrintable(texts()));

        m_place->dialogs.fileToSave = QStringLiteral("out.csv");
        childOf<QPushButton>(dialog, "serverChangesSave")->click();
        QVERIFY(m_place->files.value(QStringLiteral("out.csv")).contains("Debian 11"));
        childOf<QTableView>(dialog, "serverChangesTable")->selectRow(0);
        childOf<QPushButton>(dialog, "serverChangesCopy")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(a));
    }

    void twoSideBySide()
    {
        CompareDialog dialog(m_place->context(), a, b, nullptr);
        QTRY_VERIFY2(answer(dialog, "serverComparisonAnswer").contains(QStringLiteral("differ")),
                     qPrintable(answer(dialog, "serverComparisonAnswer")));
        const QAbstractItemModel *model = childOf<QTableView>(dialog, "serverComparisonTable")->model();
        const int all = model->rowCount();
        QCOMPARE(model->index(0, ServerComparisonTable::VerdictColumn).data().toString(), QStringLiteral("differs"));
        childOf<QComboBox>(dialog, "comparisonVerdicts")->setCurrentIndex(1);
        QTRY_VERIFY(model->rowCount() > 0 && model->rowCount() < all);
        CompareDialog gone(m_place->context(), a, QStringLiteral("nobody"), nullptr);
        QTRY_VERIFY(answer(gone, "serverComparisonAnswer").startsWith(QStringLiteral("The workspace could not")));
    }

    /// Neither stands in the list of jobs, nor asks anybody at closing.
    void whatADialogReadsIsNoJob()
    {
        ServerHistoryDialog history(m_place->context(), m_place->stored(a), nullptr);
        ChangesDialog changes(m_place->context(), {a}, nullptr);
        CompareDialog comparison(m_place->context(), a, b, nullptr);
        for (const Job &job : m_place->jobs.jobs())
            QVERIFY2(job.look, qPrintable(job.title));
        QTRY_COMPARE(m_place->jobs.running(), 0);
        QVERIFY(m_place->jobs.jobs().isEmpty());
    }

    void actsFollowTheSelection()
    {
        ServersPage page(m_place->context());
        page.reload();
        auto *view = childOf<QTableView>(page, "serversTable");
        QTRY_COMPARE(view->model()->rowCount(), 4);
        const auto act = [&page](const char *name) { return page.findChild<QAction *>(QLatin1String(name)); };
        view->clearSelection();
        QTRY_VERIFY(!act("serverHistory")->isEnabled());
        QVERIFY(act("serverChanges")->isEnabled());
        QVERIFY(!act("compareServers")->isEnabled());
        view->selectRow(0);
        QTRY_VERIFY(act("serverHistory")->isEnabled());
        QVERIFY(!act("compareServers")->isEnabled());
        view->selectionModel()->select(view->model()->index(1, 0),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTRY_VERIFY(act("compareServers")->isEnabled());
        QVERIFY(!act("serverHistory")->isEnabled());
        for (const char *name : {"serverChanges", "compareServers"}) {
            act(name)->trigger();
            auto *dialog = page.findChild<TableDialog *>();
            QVERIFY(dialog);
            dialog->close();
            QTRY_VERIFY(!page.findChild<TableDialog *>());
        }
        view->selectRow(0);
        QTRY_VERIFY(act("serverHistory")->isEnabled());
        act("serverHistory")->trigger();
        QVERIFY(page.findChild<ServerHistoryDialog *>());
    }

    void sizeIsRemembered()
    {
        {
            CompareDialog dialog(m_place->context(), a, b, nullptr);
            dialog.show();
            dialog.resize(777, 555);
            dialog.close();
        }
        const CompareDialog again(m_place->context(), a, b, nullptr);
        QCOMPARE(again.size(), QSize(777, 555));
    }
};

NIGHTKEEP_TEST(TstHistoryDialogs, widget, Window)
#include "tst_historydialogs.moc"
