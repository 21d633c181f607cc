// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/tabledialog.h"

#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/themeicons.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

QString geometryKey(const QString &name)
{
    return QStringLiteral("dialogs/%1/geometry").arg(name);
}

} // namespace

TableDialog::TableDialog(const PageContext &context, const QString &name, const QString &csvName, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_csvName(csvName)
    , m_icon(new QLabel(this))
    , m_answer(plainLabel(this))
    , m_banner(new ErrorBanner(this))
    , m_content(new QVBoxLayout)
    , m_table(new DataTable(name, context.settings, this))
{
    setObjectName(name + QStringLiteral("Dialog"));
    m_answer->setObjectName(name + QStringLiteral("Answer"));
    auto *answer = new QHBoxLayout;
    answer->addWidget(m_icon, 0, Qt::AlignTop);
    answer->addWidget(m_answer, 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(name + QStringLiteral("Close"));
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(name + QStringLiteral("Copy"));
    copy->setToolTip(tr("Copy the chosen rows"));
    QPushButton *save = buttons->addButton(tr("Save as CSV…"), QDialogButtonBox::ActionRole);
    save->setObjectName(name + QStringLiteral("Save"));
    for (QPushButton *button : {copy, save})
        button->setAutoDefault(false); // Enter in the filter is no wish to save
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, m_table, &DataTable::copy);
    connect(save, &QPushButton::clicked, this, &TableDialog::saveCsv);

    auto *layout = new QVBoxLayout(this);
    layout->addLayout(answer);
    layout->addWidget(m_banner);
    layout->addLayout(m_content, 1);
    layout->addWidget(buttons);
}

TableDialog::~TableDialog()
{
    m_context.settings.setValue(geometryKey(objectName()), saveGeometry());
}

void TableDialog::begin(int characters, int lines)
{
    resize(fontMetrics().averageCharWidth() * characters, fontMetrics().lineSpacing() * lines);
    restoreGeometry(m_context.settings.value(geometryKey(objectName())).toByteArray());
}

void TableDialog::setAnswer(State state, const QString &sentence)
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_icon->setPixmap(stateIcon(state).pixmap(size));
    m_icon->setAccessibleName(stateWord(state));
    m_icon->setToolTip(stateWord(state));
    m_answer->setText(sentence);
    m_banner->clear();
}

void TableDialog::showFailure(const Error &error)
{
    setAnswer(State::Unknown, tr("The workspace could not be read."));
    m_banner->showError(error);
}

void TableDialog::saveCsv()
{
    const std::optional<QString> file =
        m_context.dialogs.saveFile(this, tr("Save the table"), m_csvName, tr("CSV tables (*.csv)"));
    if (!file)
        return;
    if (const Result<void> written = m_context.writeFile(*file, m_table->csv()); !written)
        m_banner->showError(written.error());
}

} // namespace Nightkeep
