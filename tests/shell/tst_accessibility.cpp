// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/dialogwalk.h"
#include "tests/support/testmain.h"
#include "widgets/common/inputdialog.h"
#include "widgets/common/questiondialog.h"
#include "widgets/common/textdialog.h"
#include "widgets/common/viewstate.h"
#include "widgets/servers/hostkeydialog.h"
#include "widgets/settings/reviewdialog.h"
#include "widgets/shell/helpdialog.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSet>
#include <QTextEdit>
#include <QToolButton>

using namespace Nightkeep;

namespace {

/// What a page or a dialog has to use: how much of it, and what is wrong with it.
struct Walked
{
    int controls = 0;
    QStringList wrong;

    void report(const char *what, const QStringList &dialogs) const
    {
        qInfo("%d controls, %d dialogs: %d %s", controls, int(dialogs.size()), int(wrong.size()), what);
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("\n") + wrong.join(u'\n')));
        QVERIFY(controls > 100);
        for (const char *name : {"serverDialog",        "decisionDialog",       "connectionDialog",
                                 "serverHistoryDialog", "serverChangesDialog",  "requestDialog",
                                 "pairDialog",          "previewDialog",        "siteDialog",
                                 "historyDialog",       "courseLogDialog",      "courseExplanationDialog",
                                 "courseCopiesDialog",  "courseContentsDialog", "teacherTextDialog",
                                 "usageDialog",         "deletionDialog",       "archiveContentsDialog",
                                 "questionDialog",      "hostKeyDialog",        "meetingDecisionDialog",
                                 "minutesDialog",       "agreedValueDialog",    "nextRunsDialog",
                                 "reviewDialog",        "outcomeDialog",        "destinationDialog"})
            QVERIFY2(dialogs.contains(QLatin1String(name)), name);
    }
};

QString placeOf(const QWidget &root, const QObject *object)
{
    return QStringLiteral("%1: %2 \"%3\"")
        .arg(root.objectName(), QLatin1String(object ? object->metaObject()->className() : "?"),
             object ? object->objectName() : QString());
}

bool isControl(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::PushButton:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::ButtonMenu:
    case QAccessible::ButtonDropDown:
    case QAccessible::EditableText:
    case QAccessible::ComboBox:
    case QAccessible::SpinBox:
    case QAccessible::Table:
    case QAccessible::Tree:
    case QAccessible::List:
        return true;
    default:
        return false;
    }
}

/// What a screen reader calls it. A combo box gives its value as its name here: its label is asked for by itself.
QString spokenName(const QAccessibleInterface &face)
{
    const auto *widget = qobject_cast<const QWidget *>(face.object());
    if (face.role() != QAccessible::ComboBox && face.role() != QAccessible::SpinBox)
        return face.text(QAccessible::Name).trimmed();
    if (widget && !widget->accessibleName().isEmpty())
        return widget->accessibleName();
    const auto labels = face.relations(QAccessible::Label);
    return labels.isEmpty() ? QString() : labels.first().first->text(QAccessible::Name).trimmed();
}

/// Goes through what a screen reader sees; what Qt makes for itself is named "qt_" and not ours to name.
void walkFaces(const QWidget &root, const QAccessibleInterface &face, Walked &walked)
{
    for (int at = 0; at < face.childCount(); ++at) {
        const QAccessibleInterface *child = face.child(at);
        if (!child || !child->isValid() || child->state().invisible
            || (child->object() && child->object()->objectName().startsWith(QLatin1String("qt_"))))
            continue;
        if (child->text(QAccessible::Description).contains(QLatin1String("<p")))
            walked.wrong << placeOf(root, child->object()) + QStringLiteral(" is described in markup");
        if (!isControl(child->role())) {
            walkFaces(root, *child, walked);
            continue;
        }
        ++walked.controls;
        if (spokenName(*child).isEmpty())
            walked.wrong << placeOf(root, child->object()) + QStringLiteral(" has no name");
    }
}

void walkNames(QWidget &root, Walked &walked)
{
    if (const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(&root))
        walkFaces(root, *face, walked);
    int cancels = 0; // "Cancel" beside "Cancel the archive" says nothing
    for (const QPushButton *button : root.findChildren<QPushButton *>())
        cancels += button->isVisible() && button->text().remove(u'&').startsWith(QLatin1String("Cancel")) ? 1 : 0;
    if (root.isWindow() && qobject_cast<QDialog *>(&root) && cancels > 1)
        walked.wrong << root.objectName() + QStringLiteral(": two buttons begin with Cancel");
}

bool isUsed(const QWidget &widget)
{
    const bool acts = qobject_cast<const QAbstractButton *>(&widget) || qobject_cast<const QLineEdit *>(&widget)
        || qobject_cast<const QComboBox *>(&widget) || qobject_cast<const QAbstractSpinBox *>(&widget)
        || qobject_cast<const QPlainTextEdit *>(&widget) || qobject_cast<const QTextEdit *>(&widget)
        || qobject_cast<const QAbstractItemView *>(&widget);
    const QWidget *parent = widget.parentWidget();
    const bool isPart = widget.objectName().startsWith(QLatin1String("qt_"))
        || (parent
            && (parent->inherits("QLineEdit") || parent->inherits("QAbstractSpinBox") || parent->inherits("QComboBox")
                || parent->inherits("QAbstractItemView") || parent->inherits("QTabBar")
                || parent->inherits("QDockWidget")));
    return acts && !isPart && widget.isVisible() && widget.isEnabled();
}

/// By its letter, by its keys, or by a menu that has it.
bool hasOtherKeys(const QWidget &widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    if (!button)
        return false;
    const auto *tool = qobject_cast<const QToolButton *>(button);
    const QAction *action = tool ? tool->defaultAction() : nullptr;
    if (!button->shortcut().isEmpty() || (action && !action->shortcut().isEmpty()))
        return true;
    const QList<QObject *> places = action ? action->associatedObjects() : QList<QObject *>();
    return std::any_of(places.begin(), places.end(),
                       [](const QObject *place) { return qobject_cast<const QMenu *>(place); });
}

/// Presses Tab until it comes round, and says what had the focus, in order.
QList<QWidget *> tabbed(QWidget &window, Walked &walked)
{
    constexpr int Most = 400;
    QList<QWidget *> order;
    for (int press = 0; press < Most; ++press) {
        QWidget *focus = window.focusWidget();
        if (!focus || (order.contains(focus) && order.last() != focus))
            return order;
        if (!order.contains(focus)) // a date has three places for Tab
            order << focus;
        QTest::keyClick(focus, Qt::Key_Tab);
    }
    if (order.size() > 1)
        walked.wrong << placeOf(window, order.last()) + QStringLiteral(" does not let Tab go");
    return order;
}

void walkKeys(QWidget &root, QWidget &window, Walked &walked)
{
    const QList<QWidget *> order = tabbed(window, walked);
    const auto isReached = [&order](const QWidget *widget) {
        return std::any_of(order.begin(), order.end(), [widget](const QWidget *focus) {
            return focus == widget || focus == widget->focusProxy() || focus->focusProxy() == widget;
        });
    };
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (widget->window() != &window || !isUsed(*widget))
            continue;
        ++walked.controls;
        if (!isReached(widget) && !hasOtherKeys(*widget))
            walked.wrong << placeOf(root, widget) + QStringLiteral(" is out of reach of the keyboard");
    }
}

bool isOfButtons(const QWidget *widget)
{
    return qobject_cast<const QDialogButtonBox *>(widget->parentWidget());
}

/// The buttons of a dialog come after what they act on. Tab went round from where the focus was.
void walkOrder(QDialog &dialog, Walked &walked)
{
    bool afterButtons = false;
    for (QWidget *next = dialog.nextInFocusChain(); next != &dialog; next = next->nextInFocusChain()) {
        if (!isUsed(*next) || !(next->focusPolicy() & Qt::TabFocus) || next->focusProxy())
            continue;
        if (afterButtons && !isOfButtons(next))
            walked.wrong << placeOf(dialog, next) + QStringLiteral(" comes after the buttons");
        afterButtons = isOfButtons(next);
    }
}

/// The screen of the tests is 800 wide and 800 high.
void walkSize(QDialog &dialog, Walked &walked)
{
    const QSize room = roomFor(&dialog).boundedTo({1024, 768});
    const auto words = [](const QSize &size) { return QStringLiteral("%1x%2").arg(size.width()).arg(size.height()); };
    ++walked.controls;
    if (dialog.width() > room.width() || dialog.height() > room.height())
        walked.wrong << dialog.objectName() + QStringLiteral(" opens as %1").arg(words(dialog.size()));
    const auto *help = dialog.findChild<QTextEdit *>(QStringLiteral("helpText"));
    if (help && help->width() < dialog.width() * 2 / 5) // its list of sections had taken all
        walked.wrong << placeOf(dialog, help) + QStringLiteral(" has no room");
    for (const QDialogButtonBox *box : dialog.findChildren<QDialogButtonBox *>(Qt::FindDirectChildrenOnly)) {
        for (const QAbstractButton *button : box->buttons()) {
            const QRect place(button->mapTo(&dialog, QPoint()), button->size());
            if (button->isVisible() && !dialog.rect().contains(place))
                walked.wrong << placeOf(dialog, button) + QStringLiteral(" is out of sight");
        }
    }
}

/// The first field that a person can write in; filters are to look with.
QWidget *fieldOf(const QDialog &dialog)
{
    for (QWidget *widget : dialog.findChildren<QWidget *>()) {
        const auto *line = qobject_cast<QLineEdit *>(widget);
        const auto *text = qobject_cast<QPlainTextEdit *>(widget);
        if (((line && !line->isReadOnly()) || (text && !text->isReadOnly())) && isUsed(*widget)
            && !widget->objectName().endsWith(QLatin1String("Filter")))
            return widget;
    }
    return nullptr;
}

void walkEscape(QDialog &dialog, Walked &walked)
{
    QWidget *field = fieldOf(dialog);
    if (!field)
        return;
    ++walked.controls;
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("x"));
    QTest::keyClick(field, Qt::Key_Escape);
    const QList<QuestionDialog *> questions = dialog.findChildren<QuestionDialog *>();
    if (questions.size() != 1) {
        walked.wrong << placeOf(dialog, field) + QStringLiteral(" is dropped by Escape");
        return;
    }
    auto *keep = questions.first()->findChild<QPushButton *>(QStringLiteral("questionReject"));
    const auto *drop = questions.first()->findChild<QPushButton *>(QStringLiteral("questionAccept"));
    if (keep->text() != QLatin1String("Keep editing") || drop->text() != QLatin1String("Discard what was typed"))
        walked.wrong << dialog.objectName() + QStringLiteral(" asks with ") + keep->text() + u'/' + drop->text();
    keep->click();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    if (!dialog.isVisible())
        walked.wrong << dialog.objectName() + QStringLiteral(" closes although editing goes on");
}

/// A table's cell says its state in words, not only by an icon.
void walkCells(const QWidget &page, Walked &walked)
{
    for (const DataTable *table : page.findChildren<DataTable *>()) {
        const QAbstractItemModel &model = *table->view()->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            for (int column = 0; column < model.columnCount(); ++column) {
                const QModelIndex index = model.index(row, column);
                const QVariant state = index.data(StateRole);
                if (!state.isValid())
                    continue;
                ++walked.controls;
                if (!index.data(Qt::AccessibleTextRole).toString().contains(stateWord(State(state.toInt()))))
                    walked.wrong << placeOf(page, table) + QStringLiteral(" row %1, column %2").arg(row).arg(column);
            }
        }
    }
}

} // namespace

/// Everything of the window and of its dialogs is for everybody: a screen reader has a word for it, the keyboard
/// reaches it, it fits a small screen and a large font, and what was typed is not dropped unasked.
class TstAccessibility : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_font = QApplication::font();
        m_walk = std::make_unique<DialogWalk>();
        m_walk->show();
    }
    void cleanup()
    {
        m_walk.reset();
        QApplication::setFont(m_font);
    }

    void everyControlHasAName()
    {
        Walked walked;
        onEachPage([&](QWidget &) { walkNames(m_walk->window(), walked); });
        onEachDialog([&](QDialog &dialog) { walkNames(dialog, walked); });
        walked.report("nameless", m_walk->seen());
    }

    void everyControlIsReachedByKeyboard()
    {
        Walked walked;
        onEachPage([&](QWidget &) { walkKeys(m_walk->window(), m_walk->window(), walked); });
        onEachDialog([&](QDialog &dialog) {
            walkOrder(dialog, walked);
            walkKeys(dialog, dialog, walked);
        });
        walked.report("out of reach of the keyboard", m_walk->seen());
    }

    void everyDialogFitsItsScreen_data()
    {
        QTest::addColumn<qreal>("scale");
        QTest::newRow("as it is") << 1.0;
        QTest::newRow("at 200 %") << 2.0;
    }
    void everyDialogFitsItsScreen()
    {
        QFETCH(qreal, scale);
        m_walk.reset();
        QFont font = m_font;
        font.setPointSizeF(font.pointSizeF() * scale);
        QApplication::setFont(font);
        m_walk = std::make_unique<DialogWalk>();
        m_walk->show();
        Walked walked;
        onEachDialog([&](QDialog &dialog) { walkSize(dialog, walked); });
        qInfo("%d dialogs, %d wrong", walked.controls, int(walked.wrong.size()));
        QVERIFY2(walked.wrong.isEmpty(), qPrintable(QStringLiteral("\n") + walked.wrong.join(u'\n')));
        QVERIFY(walked.controls > 20);
    }

    void escapeDropsNothingUnasked()
    {
        Walked walked;
        onEachDialog([&](QDialog &dialog) { walkEscape(dialog, walked); });
        qInfo("%d dialogs to write in, %d wrong", walked.controls, int(walked.wrong.size()));
        QVERIFY2(walked.wrong.isEmpty(), qPrintable(QStringLiteral("\n") + walked.wrong.join(u'\n')));
        QVERIFY(walked.controls >= 5); // a server, a site, a pair, a request, a line of text
    }

    void aDialogToWriteInBeginsInAField()
    {
        QStringList wrong;
        onEachDialog([&](QDialog &dialog) {
            const QWidget *focus = dialog.focusWidget();
            if (!focus)
                wrong << dialog.objectName() + QStringLiteral(": nothing has the focus");
            else if (qobject_cast<InputDialog *>(&dialog) && fieldOf(dialog)
                     && qobject_cast<const QAbstractButton *>(focus)
                     && focus->objectName() != QLatin1String("reviewReject")) // where Enter writes nothing
                wrong << placeOf(dialog, focus) + QStringLiteral(" has the focus");
            if (dialog.objectName() == QLatin1String("serverDialog") && focus
                && focus->objectName() != QLatin1String("nameEdit"))
                wrong << placeOf(dialog, focus) + QStringLiteral(" has the focus, not the name");
        });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void everyStateIsInTheCellsText()
    {
        Walked walked;
        onEachPage([&](QWidget &page) { walkCells(page, walked); });
        qInfo("%d cells with a state, %d say it by an icon alone", walked.controls, int(walked.wrong.size()));
        QVERIFY2(walked.wrong.isEmpty(), qPrintable(walked.wrong.join(u'\n')));
        QVERIFY(walked.controls > 10);
    }

    void whatIsWrongIsFound() // the checks themselves can fail
    {
        QDialog dialog;
        auto *layout = new QVBoxLayout(&dialog);
        auto *button = new QToolButton(&dialog);
        button->setFocusPolicy(Qt::NoFocus);
        layout->addWidget(button);
        auto *line = new QLineEdit(&dialog);
        layout->addWidget(line);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog, 60000));
        Walked names;
        walkNames(dialog, names);
        QCOMPARE(names.wrong.size(), 2);
        Walked keys;
        walkKeys(dialog, dialog, keys);
        QCOMPARE(keys.wrong.size(), 1);
        dialog.resize(1100, 300);
        Walked sizes;
        walkSize(dialog, sizes);
        QVERIFY(!sizes.wrong.isEmpty());
        Walked typed;
        walkEscape(dialog, typed);
        QCOMPARE(typed.wrong.size(), 1);
    }

private:
    void onEachPage(const std::function<void(QWidget &page)> &look)
    {
        for (PageWidget *page : m_walk->window().pages()) {
            m_walk->window().goTo(page->page());
            waitUntilIdle(m_walk->jobs());
            look(*page);
        }
    }

    /// Those of the pages' actions, and those that only a state of the world opens.
    void onEachDialog(const DialogWalk::Look &look)
    {
        m_walk->lookAtAll(look);
        QWidget *window = &m_walk->window();
        Question question;
        question.title = QStringLiteral("Write the options");
        question.text = QStringLiteral("Two options are written. ").repeated(12);
        question.details = QStringLiteral("UPDATE mdl_backup_config SET value = 2 WHERE name = 'backup_sche_keep'");
        question.accept = QStringLiteral("Write two options");
        question.dangerous = true;
        m_walk->lookAt(new QuestionDialog(question, window), look);
        m_walk->lookAt(new TextDialog(QStringLiteral("moodle-a asks"), QStringLiteral("Password: "), {}, true, window),
                       look);
        const OfferedHostKey key {QStringLiteral("moodle-a.example.org"), QStringLiteral("ED25519"),
                                  QStringLiteral("SHA256:") + QString(43, u'x')};
        m_walk->lookAt(new HostKeyDialog(QStringLiteral("moodle-a.example.org"), key, window), look);
        const ConfigChange change {QStringLiteral("backup_sche_keep"), QStringLiteral("5"), QStringLiteral("1")};
        SettingsPlan plan;
        plan.site = QStringLiteral("moodle");
        plan.changes = QList<ConfigChange>(9, change);
        plan.statements = QStringList {question.details};
        plan.caution = QStringLiteral("Moodle deletes the older zips.");
        SettingsMeaning meaning;
        meaning.deletions = QList<CopyToGo>(1);
        meaning.sentences = QStringList {question.text};
        meaning.unknown = QStringList {QStringLiteral("How large the disk is, is not known.")};
        m_walk->lookAt(new ReviewDialog(plan, meaning, window), look);
        ConfigOutcome outcome;
        outcome.kind = ConfigOutcome::Kind::Conflict;
        outcome.change = change;
        m_walk->lookAt(new ConflictDialog({outcome}, window), look);
        outcome.kind = ConfigOutcome::Kind::TakenBack;
        SettingsApplied applied;
        applied.outcomes = {outcome};
        m_walk->lookAt(new OutcomeDialog(applied, window), look);
        m_walk->lookAt(new HelpDialog(m_walk->settings(), allPages(), window), look);
    }

    QFont m_font;
    std::unique_ptr<DialogWalk> m_walk;
};

NIGHTKEEP_TEST(TstAccessibility, widget, Window, 300)
#include "tst_accessibility.moc"
