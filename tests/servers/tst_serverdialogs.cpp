// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/importmodel.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/matrix/serverspage.h"

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;

namespace {

const QString a = QStringLiteral("moodle-a.example.org");
const OfferedHostKey offered {QStringLiteral("moodle-a"), QStringLiteral("ED25519"),
                              QStringLiteral("SHA256:Zm9yIGEgdGVzdCBvbmx5LCBubyByZWFsIGtleSBoZXJl")};

WikiCell cellOf(const QStringList &lines)
{
    return {lines, {}};
}

/// A page on which moodle-a has another OS and one folder more, and one row makes no sense.
WikiTable examplePage()
{
    WikiTable table;
    for (const QString &title :
         {QStringLiteral("server name"), QStringLiteral("OS"), QStringLiteral("service"), QStringLiteral("web address"),
          QString(), QStringLiteral("folders currently being backed up"),
          QStringLiteral("folders we want to be backed up"), QStringLiteral("Backup Policy"),
          QStringLiteral("Archive")})
        table.header << cellOf(title.isEmpty() ? QStringList() : QStringList {title});
    const auto row = [](const QString &name, const QString &os, const QStringList &current) {
        QList<WikiCell> cells;
        cells << cellOf(name.isEmpty() ? QStringList() : QStringList {name}) << cellOf({os});
        for (int blank = 0; blank < 3; ++blank)
            cells << WikiCell();
        cells << cellOf(current);
        for (int blank = 0; blank < 3; ++blank)
            cells << WikiCell();
        return cells;
    };
    table.rows << row(QStringLiteral("fresh.example.org"), QStringLiteral("ubuntu"), {QStringLiteral("/")})
               << row(a, QStringLiteral("debian"), {QStringLiteral("/data"), QStringLiteral("/var")})
               << row(QString(), QStringLiteral("nobody's"), {});
    return table;
}

ConnectionCheck failedHostKey(const QString &sentence)
{
    ConnectionCheck check;
    check.name = QStringLiteral("host-key");
    check.sentence = sentence;
    check.outcome = ConnectionCheck::Outcome::Failed;
    check.advice = QStringLiteral("Compare the key.");
    return check;
}

} // namespace

class TstServerDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<ServersPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        m_page->reload();
        QTRY_COMPARE(childOf<QTableView>(*m_page, "serversTable")->model()->rowCount(), 4);
        m_page->showObject(a);
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void importShowsAPreviewAndAppliesWhatIsChecked()
    {
        openImport(examplePage());
        QDialog *dialog = importDialog();
        QVERIFY(dialog);
        QCOMPARE(namelessWidgets(*dialog), QStringList());
        QVERIFY(childOf<QLabel>(*dialog, "importSummary")->text().contains(QStringLiteral("1 servers are new.")));
        QVERIFY(childOf<QTextEdit>(*dialog, "skippedRows")->toPlainText().contains(QStringLiteral("Row 3")));
        QCOMPARE(m_fixture->stored(a).os, QStringLiteral("Solaris 10")); // a preview writes nothing

        QAbstractItemModel *model = childOf<QTableView>(*dialog, "importTable")->model();
        int unchecked = 0;
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, ImportModel::FieldColumn).data().toString() == QLatin1String("OS"))
                unchecked +=
                    model->setData(model->index(row, ImportModel::ServerColumn), int(Qt::Unchecked), Qt::CheckStateRole)
                    ? 1
                    : 0;
        }
        QCOMPARE(unchecked, 1);
        const QSignalSpy left(m_page.get(), &PageWidget::objectActivated);
        childOf<QPushButton>(*dialog, "applyImport")->click();
        QTRY_COMPARE(m_fixture->stored(QStringLiteral("fresh.example.org")).os, QStringLiteral("ubuntu"));
        QCOMPARE(m_fixture->stored(a).os, QStringLiteral("Solaris 10"));
        QCOMPARE(m_fixture->stored(a).current, QList<BytePath>({"/data", "/var"}));
        QTRY_COMPARE(childOf<QTableView>(*m_page, "serversTable")->model()->rowCount(), 5);
        QCOMPARE(left.count(), 0); // only after the first import the overview says what is next
    }

    /// A person who has gone on meanwhile is left where they are.
    void theFirstImportLeadsToTheOverview_data()
    {
        QTest::addColumn<bool>("isShown");
        QTest::newRow("the page is shown") << true;
        QTest::newRow("another one is") << false;
    }
    void theFirstImportLeadsToTheOverview()
    {
        QFETCH(bool, isShown);
        FakeWorkspace empty;
        empty.wiki.setTables(QList<WikiTable> {examplePage()});
        WorkspaceReader reader(empty, m_fixture->jobs);
        ServersPage page(PageContext {empty, reader, m_fixture->jobs, m_fixture->dialogs, m_fixture->settings,
                                      [](const QString &, const QByteArray &) { return Result<void>(); },
                                      [](const QString &) {}});
        page.show();
        const QSignalSpy left(&page, &PageWidget::objectActivated);
        const QSignalSpy changed(&page, &PageWidget::workspaceChanged);
        m_fixture->dialogs.fileToOpen = QStringLiteral("/some/page.md");
        trigger(page, "importPage");
        QTRY_VERIFY(childOf<QDialog>(page, "importDialog"));
        childOf<QPushButton>(*childOf<QDialog>(page, "importDialog"), "applyImport")->click();
        page.setVisible(isShown);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(left.count(), isShown ? 1 : 0);
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }

    void importAgreesOnTheOptionsToo()
    {
        WikiTable options;
        options.header << cellOf({QStringLiteral("Option")}) << cellOf({QStringLiteral("Option we have chosen")});
        options.rows << QList<WikiCell> {cellOf({QStringLiteral("Keep"), QStringLiteral("backup_sche_keep")}),
                                         cellOf({QStringLiteral("5")})}
                     << QList<WikiCell> {cellOf({QStringLiteral("Mail")}), cellOf({QStringLiteral("on")})};
        openImport(QList<WikiTable> {options, examplePage()});
        QDialog *dialog = importDialog();
        QVERIFY(dialog);
        QVERIFY(
            childOf<QTextEdit>(*dialog, "skippedRows")->toPlainText().contains(QStringLiteral("Row 2 of the options")));
        QAbstractItemModel *model = childOf<QTableView>(*dialog, "importTable")->model();
        QStringList seen;
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, ImportModel::FieldColumn).data().toString() == u"Keep")
                seen << model->index(row, ImportModel::WorkspaceColumn).data().toString()
                     << model->index(row, ImportModel::PageColumn).data().toString();
        }
        QCOMPARE(seen, QStringList({QStringLiteral("1"), QStringLiteral("5")}));
        childOf<QPushButton>(*dialog, "applyImport")->click();
        const QString site = m_fixture->workspace.settings().sites()->first().name;
        QTRY_COMPARE(
            m_fixture->workspace.settingsStore.agreedSettings(site)->value(QStringLiteral("backup_sche_keep")).value,
            QStringLiteral("5"));
    }

    void nothingCheckedCannotBeApplied()
    {
        openImport(examplePage());
        QDialog *dialog = importDialog();
        QVERIFY(dialog);
        auto *apply = childOf<QPushButton>(*dialog, "applyImport");
        QVERIFY(apply->isEnabled());
        childOf<QPushButton>(*dialog, "checkNone")->click();
        QVERIFY(!apply->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Escape); // which loses what was gone through
        auto *question = childOf<QDialog>(*dialog, "questionDialog");
        QVERIFY(question && dialog->isVisible());
        question->reject();
        childOf<QPushButton>(*dialog, "checkAll")->click();
        QVERIFY(apply->isEnabled());
        childOf<QLineEdit>(*dialog, "importFilter")->setText(QStringLiteral("moodle")); // which only looks
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
        QCOMPARE(m_fixture->stored(a).os, QStringLiteral("Solaris 10"));
    }

    void anImportOverAnEditMadeMeanwhileIsRefused()
    {
        openImport(examplePage());
        QDialog *dialog = importDialog();
        QVERIFY(dialog);
        m_fixture->change(a, [](Server &server) { server.os = QStringLiteral("theirs"); });
        childOf<QPushButton>(*dialog, "applyImport")->click();
        QTRY_VERIFY(!errorOf(*m_page).isEmpty());
        QCOMPARE(m_fixture->stored(a).os, QStringLiteral("theirs"));
        QVERIFY(m_fixture->stored(QStringLiteral("fresh.example.org")).name.isEmpty());
    }

    void aPageThatCannotBeReadIsSaidInThePage()
    {
        m_fixture->workspace.wiki.setTables(fail(ErrorKind::BadInput, QStringLiteral("The page holds no table.")));
        m_fixture->dialogs.fileToOpen = QStringLiteral("/some/page.md");
        trigger(*m_page, "importPage");
        QTRY_COMPARE(errorOf(*m_page), QStringLiteral("The page holds no table."));
        QVERIFY(!childOf<QDialog>(*m_page, "importDialog"));
    }

    void anUnknownKeyIsTrustedOnlyByTheButtonThatSaysSo()
    {
        m_fixture->workspace.hosts.setChecks({failedHostKey(QStringLiteral("The host key is not known yet."))});
        m_fixture->workspace.hosts.setOfferedKey(offered);
        trigger(*m_page, "testConnection");
        auto *test = childOf<QDialog>(*m_page, "connectionDialog");
        QVERIFY(test);
        auto *show = childOf<QPushButton>(*test, "showHostKey");
        QTRY_VERIFY(show->isVisible());
        const QString checks = childOf<QTextEdit>(*test, "connectionChecks")->toPlainText();
        QVERIFY(checks.contains(QStringLiteral("The host key is not known yet.")));
        QVERIFY(checks.contains(QStringLiteral("Compare the key.")));
        QCOMPARE(namelessWidgets(*test), QStringList());

        show->click();
        auto *meeting = childOf<QDialog>(*test, "hostKeyDialog");
        QVERIFY(meeting);
        QCOMPARE(childOf<QLabel>(*meeting, "fingerprint")->text(), offered.fingerprint);
        QVERIFY(!childOf<QPushButton>(*meeting, "trustKey")->isDefault());
        QTest::keyClick(meeting, Qt::Key_Return);
        QTRY_VERIFY(!childOf<QDialog>(*test, "hostKeyDialog"));
        QVERIFY(m_fixture->workspace.hosts.trusted().isEmpty());

        show->click();
        childOf<QPushButton>(*childOf<QDialog>(*test, "hostKeyDialog"), "trustKey")->click();
        QTRY_COMPARE(m_fixture->workspace.hosts.trusted(), QList<OfferedHostKey> {offered});
    }

    /// Said once, not for each of a dozen.
    void whatWasNotTriedIsSaidOnce()
    {
        m_fixture->workspace.hosts.setChecks({failedHostKey(QStringLiteral("The host key is not known yet."))});
        trigger(*m_page, "testConnection");
        auto *view = childOf<QTextEdit>(*childOf<QDialog>(*m_page, "connectionDialog"), "connectionChecks");
        QTRY_COMPARE(view->toPlainText().count(QStringLiteral("Because of that, the other checks were not tried.")), 1);
        QVERIFY(!view->toPlainText().contains(QStringLiteral("Not tried.")));
    }

    void aChangedKeyOffersNoWayThrough()
    {
        m_fixture->workspace.hosts.setChecks({failedHostKey(QStringLiteral("The host key has changed."))});
        m_fixture->workspace.hosts.setOfferedKey(fail(ErrorKind::HostKeyChanged, QStringLiteral("It is another key."),
                                                      QStringLiteral("Ask the server's keeper."),
                                                      QStringLiteral("ssh-keygen -R moodle-a")));
        trigger(*m_page, "testConnection");
        auto *test = childOf<QDialog>(*m_page, "connectionDialog");
        auto *view = childOf<QTextEdit>(*test, "connectionChecks");
        QTRY_VERIFY(view->toPlainText().contains(QStringLiteral("ssh-keygen -R moodle-a")));
        QVERIFY(childOf<QPushButton>(*test, "showHostKey")->isHidden());
        QVERIFY(childOf<QPushButton>(*test, "testAgain")->isEnabled());
        test->close();
        QTRY_VERIFY(!childOf<QDialog>(*m_page, "connectionDialog"));
    }

    void closingTheTestWhileItRunsIsSafe()
    {
        trigger(*m_page, "testConnection");
        childOf<QDialog>(*m_page, "connectionDialog")->close();
        QTRY_VERIFY(!childOf<QDialog>(*m_page, "connectionDialog"));
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }

    /// What survives a loss rests on it.
    void buildingAndMediumAreSaidAndUndone()
    {
        trigger(*m_page, "editServer");
        auto *dialog = childOf<QDialog>(*m_page, "serverDialog");
        QVERIFY(dialog);
        childOf<QLineEdit>(*dialog, "buildingEdit")->setText(QStringLiteral(" Wolfson House "));
        childOf<QLineEdit>(*dialog, "mediumEdit")->setText(QStringLiteral("disk"));
        childOf<QPushButton>(*dialog, "saveServer")->click();
        QTRY_COMPARE(m_fixture->stored(a).building, QStringLiteral("Wolfson House"));
        QCOMPARE(m_fixture->stored(a).medium, QStringLiteral("disk"));
        m_page->undoStack()->undo();
        QTRY_COMPARE(m_fixture->stored(a).building, QString());
        QCOMPARE(m_fixture->stored(a).medium, QString());
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }

private:
    void openImport(const WikiTable &page) { openImport(QList<WikiTable> {page}); }
    void openImport(const QList<WikiTable> &tables)
    {
        m_fixture->workspace.wiki.setTables(tables);
        m_fixture->dialogs.fileToOpen = QStringLiteral("/some/page.md");
        trigger(*m_page, "importPage");
        QTRY_VERIFY(childOf<QDialog>(*m_page, "importDialog"));
    }

    [[nodiscard]] QDialog *importDialog() const { return childOf<QDialog>(*m_page, "importDialog"); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ServersPage> m_page;
};

NIGHTKEEP_TEST(TstServerDialogs, widget, Window)
#include "tst_serverdialogs.moc"
