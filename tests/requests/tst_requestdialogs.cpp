// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/proposaltable.h"
#include "models/requests/requeststable.h"
#include "models/requests/requesttext.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/matrix/serverspage.h"
#include "widgets/requests/requestdialog.h"
#include "widgets/requests/requestsdialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;

namespace {

const QString pp = QStringLiteral("moodle-pp.example.org");

ColumnTable<ProposedItem> *proposalsOf(const QWidget &dialog)
{
    return dynamic_cast<ColumnTable<ProposedItem> *>(dialog.findChild<QAbstractTableModel *>());
}

QPushButton *button(const QWidget &dialog, const char *name)
{
    return childOf<QPushButton>(dialog, name);
}

StorageRequest storedRequest(FakeWorkspace &workspace)
{
    StorageRequest request;
    const Result<QList<ProposedItem>> proposals = workspace.requests().propose({pp});
    for (const ProposedItem &proposal : *proposals)
        request.items += proposal.item; // the question too
    return *workspace.requests().markSent(request, SendingWay::Copied);
}

} // namespace

/// Asking the storage team from the window.
class TstRequestDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup() { m_fixture.reset(); }
    void fromThePage();
    void thePreviewFollows();
    void nothingCheckedIsNothingToSend();
    void copies();
    void saves();
    void mail();
    void tooLongForMail();
    void sentOnlyAfterItLeft();
    void aFailureIsShown();
    void readOnlyWorkspace();
    void listWithdraws();
    void listCopiesAndExports();
    void everythingHasAName();

private:
    [[nodiscard]] std::unique_ptr<RequestDialog> dialog(bool writable = true)
    {
        return std::make_unique<RequestDialog>(m_fixture->context(), *m_fixture->workspace.requests().propose({pp}),
                                               writable);
    }

    std::unique_ptr<PageFixture> m_fixture;
};

void TstRequestDialogs::fromThePage()
{
    ServersPage page(m_fixture->context());
    page.reload();
    auto *table = page.findChild<QTableView *>();
    QTRY_COMPARE(table->model()->rowCount(), 4);
    page.showObject(pp);
    QSignalSpy changed(&page, &PageWidget::workspaceChanged);
    trigger(page, "requestToStorage");
    QTRY_VERIFY(childOf<RequestDialog>(page, "requestDialog"));
    auto *dialog = childOf<RequestDialog>(page, "requestDialog");
    const auto *model = proposalsOf(*dialog);
    QCOMPARE(model->index(0, ProposalTable::ServerColumn).data().toString(), pp); // the chosen one first
    const QList<RequestItem> chosen = ProposalTable::chosenItems(model->rows());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().folder, BytePath("/data/moodle"));
    QVERIFY(model->rowCount() > 2); // what there is to ask about the others is offered
    button(*dialog, "copyRequest")->click();
    button(*dialog, "markSent")->click();
    QTRY_COMPARE(m_fixture->workspace.requests().requests()->size(), 1);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_fixture->said, QStringList {QStringLiteral("The request is remembered as sent.")});

    trigger(page, "storageRequests");
    QTRY_VERIFY(childOf<RequestsDialog>(page, "requestsDialog"));
    auto *list = childOf<RequestsDialog>(page, "requestsDialog");
    QCOMPARE(list->findChild<QAbstractTableModel *>()->rowCount(), 1);
    button(*list, "requestsClose")->click();

    m_fixture->workspace.requestStore.setFailure(
        Error {ErrorKind::Damaged, QStringLiteral("The workspace is damaged.")});
    trigger(page, "storageRequests");
    QTRY_COMPARE(errorOf(page), QStringLiteral("The workspace is damaged."));
}

void TstRequestDialogs::thePreviewFollows()
{
    const auto shown = dialog();
    auto *preview = childOf<QPlainTextEdit>(*shown, "requestPreview");
    QVERIFY(preview->toPlainText().contains(QStringLiteral("\n    /data/moodle\n")));
    QVERIFY(preview->toPlainText().startsWith(QStringLiteral("Subject: Backup of moodle-pp")));
    QVERIFY(preview->isReadOnly());
    childOf<QPlainTextEdit>(*shown, "requestNote")->setPlainText(QStringLiteral("As <b>agreed</b>."));
    QVERIFY(preview->toPlainText().contains(QStringLiteral("As <b>agreed</b>.")));
    childOf<QPlainTextEdit>(*shown, "requestQuestions")->setPlainText(QStringLiteral("Who?\n\n  When?  "));
    QVERIFY(preview->toPlainText().contains(QStringLiteral("- Who?\n    - When?\n")));
}

void TstRequestDialogs::nothingCheckedIsNothingToSend()
{
    const auto shown = dialog();
    proposalsOf(*shown)->setAllChecked(false);
    for (const char *name : {"mailRequest", "copyRequest", "copyRequestHtml", "saveRequest", "markSent"})
        QVERIFY2(!button(*shown, name)->isEnabled(), name);
    QVERIFY(childOf<QPlainTextEdit>(*shown, "requestPreview")->toPlainText().isEmpty());
    proposalsOf(*shown)->setAllChecked(true);
    QVERIFY(button(*shown, "copyRequest")->isEnabled());
}

void TstRequestDialogs::copies()
{
    const auto shown = dialog();
    button(*shown, "copyRequest")->click();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith(QStringLiteral("Dear storage team")));
    QVERIFY(text.contains(QStringLiteral("/data/moodle")));
    QVERIFY(QGuiApplication::clipboard()->mimeData()->html().isEmpty());
    button(*shown, "copyRequestHtml")->click();
    QVERIFY(QGuiApplication::clipboard()->mimeData()->html().contains(QStringLiteral("<table")));
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
}

void TstRequestDialogs::saves()
{
    const auto shown = dialog();
    button(*shown, "saveRequest")->click(); // no file chosen
    QVERIFY(!button(*shown, "markSent")->isEnabled());
    m_fixture->dialogs.fileToSave = QStringLiteral("/r.txt");
    button(*shown, "saveRequest")->click();
    QVERIFY(m_fixture->files.value(QStringLiteral("/r.txt")).startsWith("Dear storage team"));
    m_fixture->dialogs.fileToSave = QStringLiteral("/r.HTML");
    button(*shown, "saveRequest")->click();
    QVERIFY(m_fixture->files.value(QStringLiteral("/r.HTML")).startsWith("<!DOCTYPE html>"));
    QVERIFY(button(*shown, "markSent")->isEnabled());
    button(*shown, "markSent")->click();
    QTRY_COMPARE(m_fixture->workspace.requests().requests()->size(), 1);
    QCOMPARE(m_fixture->workspace.requests().requests()->first().way, SendingWay::File);

    const auto again = dialog();
    proposalsOf(*again)->setAllChecked(true);
    m_fixture->writeFailure = Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
    button(*again, "saveRequest")->click();
    QCOMPARE(errorOf(*again), QStringLiteral("The disk is full."));
    QVERIFY(!button(*again, "markSent")->isEnabled());
}

void TstRequestDialogs::mail()
{
    const auto shown = dialog();
    auto *to = childOf<QLineEdit>(*shown, "requestTo");
    to->setText(QStringLiteral("nobody"));
    button(*shown, "mailRequest")->click();
    QVERIFY(errorOf(*shown).contains(QStringLiteral("\"nobody\"")));
    QCOMPARE(m_fixture->dialogs.opened.size(), 0);

    to->setText(QStringLiteral(" storage@example.org "));
    button(*shown, "mailRequest")->click();
    QCOMPARE(errorOf(*shown), QString());
    QCOMPARE(m_fixture->dialogs.opened.size(), 1);
    const QString link = QString::fromLatin1(m_fixture->dialogs.opened.first().toEncoded());
    QVERIFY(link.startsWith(QStringLiteral("mailto:storage@example.org?subject=")));
    QVERIFY(link.contains(QStringLiteral("%0D%0A")));
    QCOMPARE(childOf<QLineEdit>(*dialog(), "requestTo")->text(), QStringLiteral("storage@example.org"));
    button(*shown, "markSent")->click();
    QTRY_COMPARE(m_fixture->workspace.requests().requests()->size(), 1);
    QCOMPARE(m_fixture->workspace.requests().requests()->first().way, SendingWay::Mail);

    const auto without = dialog();
    proposalsOf(*without)->setAllChecked(true);
    m_fixture->dialogs.opens = false;
    button(*without, "mailRequest")->click();
    QVERIFY(errorOf(*without).contains(QStringLiteral("no mail program")));
    QVERIFY(!button(*without, "markSent")->isEnabled());
}

void TstRequestDialogs::tooLongForMail()
{
    const auto shown = dialog();
    childOf<QPlainTextEdit>(*shown, "requestNote")->setPlainText(QString(MailLinkLimit, QLatin1Char('x')));
    button(*shown, "mailRequest")->click();
    QVERIFY(errorOf(*shown).contains(QStringLiteral("too long")));
    QCOMPARE(m_fixture->dialogs.opened.size(), 0);
    button(*shown, "copyRequest")->click();
    QCOMPARE(errorOf(*shown), QString());
    QVERIFY(QGuiApplication::clipboard()->text().contains(QString(MailLinkLimit, QLatin1Char('x'))));
}

void TstRequestDialogs::sentOnlyAfterItLeft()
{
    const auto shown = dialog();
    auto *sent = button(*shown, "markSent");
    QVERIFY(!sent->isEnabled());
    button(*shown, "copyRequest")->click();
    QVERIFY(sent->isEnabled());
    childOf<QPlainTextEdit>(*shown, "requestNote")->setPlainText(QStringLiteral("more"));
    QVERIFY(!sent->isEnabled()); // that has not left
    button(*shown, "copyRequest")->click();
    QSignalSpy told(shown.get(), &RequestDialog::sent);
    sent->click();
    sent->click();
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(shown->result(), int(QDialog::Accepted));
    const QList<StorageRequest> requests = *m_fixture->workspace.requests().requests();
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.first().note, QStringLiteral("more"));
    QCOMPARE(requests.first().way, SendingWay::Copied);
}

void TstRequestDialogs::aFailureIsShown()
{
    const auto shown = dialog();
    button(*shown, "copyRequest")->click();
    m_fixture->workspace.requestStore.setFailure(Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")});
    button(*shown, "markSent")->click();
    QTRY_COMPARE(errorOf(*shown), QStringLiteral("The disk is full."));
    QVERIFY(button(*shown, "markSent")->isEnabled());
    m_fixture->workspace.requestStore.setFailure(std::nullopt);
    button(*shown, "markSent")->click();
    QTRY_COMPARE(m_fixture->workspace.requests().requests()->size(), 1);
}

void TstRequestDialogs::readOnlyWorkspace()
{
    const auto shown = dialog(false);
    button(*shown, "copyRequest")->click();
    QVERIFY(!button(*shown, "markSent")->isEnabled());
    storedRequest(m_fixture->workspace);
    RequestsDialog list(m_fixture->context(), *m_fixture->workspace.requests().requests(), false);
    QVERIFY(!button(list, "withdrawItem")->isEnabled());
    QVERIFY(!button(list, "withdrawRequest")->isEnabled());
    QVERIFY(button(list, "copyRequestAgain")->isEnabled());
}

void TstRequestDialogs::listWithdraws()
{
    storedRequest(m_fixture->workspace);
    RequestsDialog list(m_fixture->context(), *m_fixture->workspace.requests().requests(), true);
    QSignalSpy changed(&list, &RequestsDialog::changed);
    const auto *model = dynamic_cast<ColumnTable<RequestRow> *>(list.findChild<QAbstractTableModel *>());
    QVERIFY(model);
    QCOMPARE(model->rowCount(), 2);
    button(list, "withdrawItem")->click(); // no reason given: nothing happens
    QCOMPARE(m_fixture->dialogs.labels.size(), 1);
    QVERIFY(button(list, "withdrawItem")->isEnabled());

    m_fixture->dialogs.textToGive = QStringLiteral("Not wanted.");
    button(list, "withdrawItem")->click();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(model->rows().at(0).asked().state, RequestItem::State::Withdrawn);
    QCOMPARE(model->rows().at(0).asked().endedWhy, QStringLiteral("Not wanted."));
    QCOMPARE(m_fixture->said, QStringList {QStringLiteral("It was withdrawn.")});
    QCOMPARE(model->rows().at(1).asked().state, RequestItem::State::Open);
    QVERIFY(!button(list, "withdrawItem")->isEnabled()); // the same row is chosen still
    QVERIFY(button(list, "withdrawRequest")->isEnabled());
    button(list, "withdrawRequest")->click();
    QTRY_COMPARE(changed.size(), 2);
    QVERIFY(!model->rows().at(0).request.isOpen());
    QVERIFY(!button(list, "withdrawRequest")->isEnabled());
    QVERIFY(childOf<QLabel>(list, "requestsAnswer")->text().startsWith(QStringLiteral("All that was asked")));

    // Somebody else was faster.
    const StorageRequest seen = storedRequest(m_fixture->workspace);
    RequestsDialog late(m_fixture->context(), {seen}, true);
    QVERIFY(m_fixture->workspace.requests().withdraw(seen, 0, {}));
    button(late, "withdrawRequest")->click();
    QTRY_VERIFY(errorOf(late).contains(QStringLiteral("has been changed")));
}

void TstRequestDialogs::listCopiesAndExports()
{
    const StorageRequest stored = storedRequest(m_fixture->workspace);
    RequestsDialog list(m_fixture->context(), {stored}, true);
    button(list, "copyRequestAgain")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), requestText(stored));
    QCOMPARE(m_fixture->said, QStringList {QStringLiteral("Request %1 was copied.").arg(stored.id)});
    m_fixture->dialogs.fileToSave = QStringLiteral("/requests.csv");
    button(list, "requestsSave")->click();
    QCOMPARE(m_fixture->files.value(QStringLiteral("/requests.csv")).count("\r\n"), 3);
    QCOMPARE(m_fixture->said.size(), 2);
    QCOMPARE(m_fixture->said.constLast(), QStringLiteral("Saved as /requests.csv."));
    m_fixture->writeFailure = Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
    button(list, "requestsSave")->click();
    QCOMPARE(errorOf(list), QStringLiteral("The disk is full."));

    RequestsDialog empty(m_fixture->context(), {}, true);
    for (const char *name : {"copyRequestAgain", "requestsSave", "withdrawItem", "withdrawRequest"})
        QVERIFY2(!button(empty, name)->isEnabled(), name);
}

void TstRequestDialogs::everythingHasAName()
{
    QCOMPARE(namelessWidgets(*dialog()), QStringList());
    RequestsDialog list(m_fixture->context(), {storedRequest(m_fixture->workspace)}, true);
    QCOMPARE(namelessWidgets(list), QStringList());
}

NIGHTKEEP_TEST(TstRequestDialogs, widget, Window)
#include "tst_requestdialogs.moc"
