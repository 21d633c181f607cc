// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/estate.h"
#include "widgets/common/pagearea.h"
#include "widgets/common/pagecontext.h"

#include <QWidget>

#include <optional>

class QAction;
class QMenu;
class QToolBar;
class QToolButton;
class QUndoStack;
class QVBoxLayout;

namespace Nightkeep {

class AnswerLine;
class EmptyView;
class ErrorBanner;

/// The frame of every page: the answer to the page's question first (one sentence with its number
/// and its age, beside a state icon), then the actions that are used daily as a tool bar, then an error banner that
/// shows only when needed, then the page's content. The window has a menu of all its actions.
class PageWidget : public QWidget
{
    Q_OBJECT

public:
    PageWidget(Page page, const PageContext &context, QWidget *parent = nullptr);
    ~PageWidget() override;

    [[nodiscard]] Page page() const { return m_page; }

    /// Reads the workspace again, for all pages, without the network.
    void reload();
    /// F5 and the window's Refresh: asks the outside world anew, where the page has something to ask. Where a person
    /// has chosen more than the one row that always is, it asks about those alone.
    virtual void refresh() { reload(); }
    virtual void refreshAll() { refresh(); } ///< whatever is chosen
    /// What Refresh is called meanwhile: "Refresh the 3 chosen servers".
    [[nodiscard]] virtual QString refreshText() const { return tr("&Refresh"); }
    /// What refresh() would ask, for its tip: "Ask all 12 servers anew"; where it cannot, why.
    [[nodiscard]] virtual QString refreshWords() const { return tr("Read the workspace anew"); }
    [[nodiscard]] virtual bool canRefresh() const { return true; }
    /// Of a page that may never have been shown and knows nothing yet. Says whether it asks.
    bool refreshCaughtUp(void (PageWidget::*ask)() = &PageWidget::refresh);
    [[nodiscard]] const QList<QAction *> &menuActions() const { return m_menuActions; } ///< for the page's menu
    /// Gives the keyboard to what a person acts on first and can see: its table or list, else any part.
    void takeFocus();
    /// Selects and scrolls to the row with this key (a finding's object).
    virtual void showObject(const QString &key) = 0;
    /// Gives keyboard focus to the filter box (Ctrl+F).
    virtual void focusFilter() { }
    [[nodiscard]] virtual QUndoStack *undoStack() { return nullptr; } ///< for Edit > Undo
    /// What a person has changed here and not written, a line each: it would be lost with the page.
    [[nodiscard]] virtual QStringList unwrittenEdits() const { return {}; }
    virtual void discardEdits() { }
    void setVisible(bool visible) override;

signals:
    void workspaceChanged(); ///< by this page: it is read again
    void objectActivated(Nightkeep::Page page, const QString &key); ///< a link to another page's row
    /// With the row of another page: the page's action of this name; without a name its refresh.
    void actRequested(Nightkeep::Page page, const QString &key, const QString &action);
    void refreshChanged(); ///< refreshText(), refreshWords() or canRefresh()
    void undoOffered(); ///< what was just said can be undone by undoStack()

protected:
    [[nodiscard]] const PageContext &context() const { return m_context; }
    void say(const QString &sentence) const { m_context.say(sentence); } ///< what came of an act
    void sayUndoable(const QString &sentence); ///< of the last command of undoStack()
    [[nodiscard]] const QDateTime &now() const; ///< that ages are told from: one moment for all pages
    [[nodiscard]] bool isWritable() const; ///< the workspace
    [[nodiscard]] QVBoxLayout *contentLayout() const { return m_content; }
    /// Plain text. As long as `state` is what the page made of the latest reading itself, the area's standing is shown
    /// in its place, as on its tile and in the navigation: a page shows another only for what came in since.
    void setAnswer(State state, const QString &sentence);
    /// In the page's menu, and for the first five a button.
    void addPageAction(QAction *action, bool primary = false);
    void addMenuAction(QAction *action); ///< in the page's menu alone; a separator may be one
    void addPageMenu(QMenu *menu); ///< in the page's menu, and a button that opens it, in line with the actions
    void showError(const Error &error); ///< what happened, what to do, details to copy; cancelled is only said
    void showNotKept(const Error &problem); ///< an answer that the workspace did not take
    void showNotice(const QString &text); ///< in the error's place: something to know though all went well
    void clearError();
    /// Above what the page knows already: what nobody has asked yet, and the act that asks it. Without a text it goes.
    void showCard(const QString &text, QAction *act);
    /// The workspace has been read: called while the page is the one that is shown, or becomes it.
    virtual void showEstate(const Estate &estate) = 0;
    [[nodiscard]] const Estate &estate() const { return m_estate; } ///< the latest reading
    void showAgain(); ///< by showEstate(), where a person has chosen another part of it
    /// Null where it could not be read, which the page then says.
    template<typename T> const T *readOr(const Result<T> &read, const QString &failure)
    {
        if (read)
            return &*read;
        setAnswer(State::Unknown, failure);
        showError(read.error());
        return nullptr;
    }
    /// What is done each minute in place of showEstate(), which would take back what came in since.
    void everyMinute(const std::function<void()> &tellAges) { m_tellAges = tellAges; }
    void changeEvent(QEvent *event) override;

private:
    void catchUp();
    void passMinute();
    [[nodiscard]] bool isShown() const { return isWindow() || !isHidden(); }
    QToolButton *addButton(QAction *action);
    void drawExtension();

    Page m_page;
    PageContext m_context;
    Estate m_estate;
    bool m_wasRead = false;
    bool m_isBehind = false; ///< the latest reading, or its age, has not been shown
    bool m_isLate = false; ///< the same of ages alone, which m_tellAges tells
    bool m_isCatchingUp = false;
    std::optional<State> m_ownState; ///< what the page made of the latest reading
    std::function<void()> m_tellAges;
    QList<QAction *> m_menuActions;
    int m_buttons = 0; ///< without those that open a menu
    AnswerLine *m_answer;
    QToolBar *m_actions;
    QWidget *m_lastButton; ///< the next one comes after it in the order of Tab
    ErrorBanner *m_error;
    EmptyView *m_card = nullptr; ///< once there was one
    QVBoxLayout *m_content;
};

} // namespace Nightkeep
