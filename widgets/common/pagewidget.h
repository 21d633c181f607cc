// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/base/result.h"
#include "models/base/state.h"
#include "widgets/common/pagecontext.h"

#include <QWidget>

class QAction;
class QMenu;
class QToolBar;
class QUndoStack;
class QVBoxLayout;

namespace Nightkeep {

class AnswerLine;
class ErrorBanner;

/// The frame of every page: the answer to the page's question first (one sentence with its number
/// and its age, beside a state icon), then the actions as a tool bar, then an error banner that shows
/// only when needed, then the page's content.
class PageWidget : public QWidget
{
    Q_OBJECT

public:
    PageWidget(Page page, const PageContext &context, QWidget *parent = nullptr);
    ~PageWidget() override;

    [[nodiscard]] Page page() const { return m_page; }
    [[nodiscard]] virtual QString title() const = 0; ///< for the navigation
    [[nodiscard]] virtual QString iconName() const = 0; ///< resources/icons/<name>.svg

    /// Reads the workspace again (a quick job), without the network. Called when the page is first shown
    /// and whenever the workspace has changed.
    virtual void reload() = 0;
    /// F5: asks the outside world anew, where the page has something to ask.
    virtual void refresh() { reload(); }
    /// Selects and scrolls to the row with this key (a finding's object).
    virtual void showObject(const QString &key) = 0;
    /// Gives keyboard focus to the filter box (Ctrl+F).
    virtual void focusFilter() { }
    [[nodiscard]] virtual QUndoStack *undoStack() { return nullptr; } ///< for Edit > Undo

signals:
    /// Something in the workspace changed: the window re-reads findings and reloads other pages.
    void workspaceChanged();
    void objectActivated(Nightkeep::Page page, const QString &key); ///< a link to another page's row

protected:
    [[nodiscard]] const PageContext &context() const { return m_context; }
    [[nodiscard]] QVBoxLayout *contentLayout() const { return m_content; }
    void setAnswer(State state, const QString &sentence); ///< plain text
    void addPageAction(QAction *action, bool primary = false);
    void addPageMenu(QMenu *menu); ///< a button that opens it, in line with the actions
    void showError(const Error &error); ///< what happened, what to do, details to copy; cancelled shows nothing
    void showNotice(const QString &text); ///< in the error's place: something to know though all went well
    void clearError();
    /// What is done with a reading of the workspace: only the latest one's answer
    /// is shown; where it fails, `failure` stands above the page.
    template<typename T>
    std::function<void(const Result<T> &)> latest(const QString &failure, std::function<void(const T &)> show)
    {
        return [this, reading = ++m_reading, failure, show](const Result<T> &read) {
            if (reading != m_reading)
                return;
            if (read) {
                show(*read);
                return;
            }
            setAnswer(State::Unknown, failure);
            showError(read.error());
        };
    }
    void everyMinute(const std::function<void()> &tellAges);
    void changeEvent(QEvent *event) override;

private:
    void drawExtension();

    Page m_page;
    PageContext m_context;
    quint64 m_reading = 0; ///< numbers the readings of the workspace
    AnswerLine *m_answer;
    QToolBar *m_actions;
    ErrorBanner *m_error;
    QVBoxLayout *m_content;
};

} // namespace Nightkeep
