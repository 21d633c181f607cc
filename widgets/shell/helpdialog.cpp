// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/helpdialog.h"

#include "widgets/common/viewstate.h"
#include "widgets/shell/helptext.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QSplitter>
#include <QStyle>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

enum SectionRole {
    IdRole = Qt::UserRole,
    HtmlRole,
};

} // namespace

HelpDialog::HelpDialog(QSettings &settings, const QList<PageArea> &areas, QWidget *parent)
    : QDialog(parent)
    , m_sections(new QListWidget(this))
    , m_text(new QTextBrowser(this))
{
    setObjectName(QStringLiteral("helpDialog"));
    setWindowTitle(tr("Help"));
    m_sections->setObjectName(QStringLiteral("helpSections"));
    m_sections->setAccessibleName(tr("Sections of the help"));
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setOpenLinks(false);
    for (const HelpSection &section : helpSections(areas)) {
        auto *item = new QListWidgetItem(section.title, m_sections);
        item->setData(IdRole, section.id);
        item->setData(HtmlRole, section.html);
    }
    connect(m_sections, &QListWidget::currentItemChanged, this, &HelpDialog::showChosen);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl &url) {
        if (const std::optional<Page> page = fromName<Page>(url.path()))
            emit pageRequested(*page);
    });

    const int titles = m_sections->sizeHintForColumn(0) + 2 * m_sections->frameWidth()
        + style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, m_sections);
    m_sections->setMinimumWidth(std::min(titles, roomFor(this).width() * 2 / 5)); // the text needs room too
    m_sections->setWordWrap(true);

    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_sections);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({1000, 2000});
    rememberSplitter(splitter, settings, QStringLiteral("help"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter, 1);
    layout->addWidget(buttons);
    rememberGeometry(this, settings, 120, 30);
    m_sections->setCurrentRow(0);
}

void HelpDialog::showSection(const QString &id)
{
    for (int row = 0; row < m_sections->count(); ++row) {
        if (m_sections->item(row)->data(IdRole).toString() == id) {
            m_sections->setCurrentRow(row);
            return;
        }
    }
    m_sections->setCurrentRow(0);
}

QString HelpDialog::currentSection() const
{
    const QListWidgetItem *item = m_sections->currentItem();
    return item ? item->data(IdRole).toString() : QString();
}

void HelpDialog::showChosen()
{
    if (const QListWidgetItem *item = m_sections->currentItem())
        m_text->setHtml(QLatin1String("<h2>") + item->text().toHtmlEscaped() + QLatin1String("</h2>")
                        + item->data(HtmlRole).toString());
}

} // namespace Nightkeep
