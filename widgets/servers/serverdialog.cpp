// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servers/serverdialog.h"

#include "models/servers/serverfield.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/newaction.h"
#include "widgets/common/plainlabel.h"

#include <QCompleter>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

QString fieldObjectName(ServerField field)
{
    switch (field) {
    case ServerField::Name:
        return QStringLiteral("nameEdit");
    case ServerField::Note:
        return QStringLiteral("noteEdit");
    case ServerField::Os:
        return QStringLiteral("osEdit");
    case ServerField::Service:
        return QStringLiteral("serviceEdit");
    case ServerField::Web:
        return QStringLiteral("webEdit");
    case ServerField::StorageNode:
        return QStringLiteral("storageNodeEdit");
    case ServerField::Current:
        return QStringLiteral("currentEdit");
    case ServerField::Wanted:
        return QStringLiteral("wantedEdit");
    case ServerField::Policy:
        return QStringLiteral("policyEdit");
    case ServerField::Archive:
        return QStringLiteral("archiveEdit");
    }
    return {};
}

bool hasManyLines(ServerField field)
{
    return field == ServerField::Service || field == ServerField::Current || field == ServerField::Wanted
        || field == ServerField::Policy || field == ServerField::Archive;
}

} // namespace

ServerDialog::ServerDialog(const Server &server, QWidget *parent)
    : InputDialog(parent)
    , m_server(server)
    , m_tabs(new QTabWidget(this))
    , m_error(new ErrorBanner(this))
{
    setObjectName(QStringLiteral("serverDialog"));
    const bool isNew = server.name.isEmpty();
    setWindowTitle(isNew ? tr("Add a server") : tr("Edit %1").arg(shortName(server.name)));
    m_tabs->setObjectName(QStringLiteral("serverTabs"));
    m_tabs->addTab(pageForm(), tr("Matrix"));
    m_tabs->addTab(connectionForm(), tr("Connection"));
    m_tabs->addTab(placeForm(), tr("Place"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *save = buttons->addButton(isNew ? tr("Add the server") : tr("Save"), QDialogButtonBox::AcceptRole);
    save->setObjectName(QStringLiteral("saveServer"));
    save->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancelServer"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_error);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 80, sizeHint().height());
    m_tabs->findChild<QLineEdit *>(fieldObjectName(ServerField::Name))->setFocus();
}

QWidget *ServerDialog::pageForm()
{
    auto *page = new QWidget(m_tabs);
    auto *form = new QFormLayout(page);
    for (const ServerField field : serverFields()) {
        const QString text = serverFieldLines(m_server, field).join(u'\n');
        QWidget *edit = nullptr;
        if (hasManyLines(field)) {
            auto *many = new QPlainTextEdit(text, page);
            many->setTabChangesFocus(true);
            many->setFixedHeight(many->fontMetrics().lineSpacing() * 3 + 2 * many->frameWidth() + 8);
            if (field == ServerField::Current || field == ServerField::Wanted)
                many->setPlaceholderText(tr("One folder per line"));
            edit = many;
        } else {
            edit = new QLineEdit(text, page);
        }
        edit->setObjectName(fieldObjectName(field));
        form->addRow(serverFieldTitle(field), edit);
        if (field == ServerField::Name && !m_server.name.isEmpty())
            form->addRow(QString(),
                         plainLabel(page,
                                    tr("Under another name it keeps its history, its answers and "
                                       "what was decided.")));
    }
    return page;
}

QWidget *ServerDialog::connectionForm()
{
    auto *page = new QWidget(m_tabs);
    auto *form = new QFormLayout(page);
    const ServerConnection &connection = m_server.connection;
    if (connection.kind == ServerConnection::Kind::LocalFolder) {
        form->addRow(plainLabel(page, tr("A server of the demo estate: a folder on this machine stands for it.")));
        m_root = new QLineEdit(connection.root, page);
        m_root->setObjectName(QStringLiteral("rootEdit"));
        form->addRow(tr("Folder"), m_root);
        return page;
    }
    form->addRow(
        plainLabel(page, tr("Given to the system's ssh. Whatever is left empty is what its own configuration says.")));
    m_host = new QLineEdit(connection.host, page);
    m_host->setObjectName(QStringLiteral("hostEdit"));
    m_host->setPlaceholderText(m_server.name.isEmpty() ? tr("The server's name") : m_server.name);
    m_user = new QLineEdit(connection.user, page);
    m_user->setObjectName(QStringLiteral("userEdit"));
    m_port = new QSpinBox(page);
    m_port->setObjectName(QStringLiteral("portEdit"));
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("as ssh says"));
    m_port->setValue(connection.port);
    form->addRow(tr("Host"), m_host);
    form->addRow(tr("User"), m_user);
    form->addRow(tr("Port"), m_port);
    return page;
}

QWidget *ServerDialog::placeForm()
{
    auto *page = new QWidget(m_tabs);
    auto *form = new QFormLayout(page);
    form->addRow(plainLabel(page,
                            tr("What survives the loss of a building is told from this. Left empty, it is not known: "
                               "nothing there counts as safe.")));
    const auto line = [page, form](const char *name, const QString &title, const QString &text) {
        auto *edit = new QLineEdit(text, page);
        edit->setObjectName(QLatin1String(name));
        form->addRow(title, edit);
        return edit;
    };
    m_building = line("buildingEdit", tr("Building"), m_server.building);
    m_medium = line("mediumEdit", tr("Medium of its copies"), m_server.medium);
    m_medium->setPlaceholderText(tr("Disk, tape, disk in another room"));
    return page;
}

void ServerDialog::offerHosts(const QStringList &aliases)
{
    if (!m_host || aliases.isEmpty())
        return;
    auto *completer = new QCompleter(aliases, m_host);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_host->setCompleter(completer);
    QAction *choose = newAction(m_host, QStringLiteral("chooseHost"), QStringLiteral("search"),
                                tr("Choose a host that your ssh knows"));
    choose->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    choose->setShortcutContext(Qt::WidgetShortcut);
    connect(choose, &QAction::triggered, completer, [host = m_host, completer] {
        host->setFocus();
        completer->setCompletionPrefix({}); // all of them
        completer->complete();
    });
    m_host->addAction(choose, QLineEdit::TrailingPosition);
}

QString ServerDialog::typed(ServerField field) const
{
    const QString name = fieldObjectName(field);
    if (const auto *many = m_tabs->findChild<QPlainTextEdit *>(name))
        return many->toPlainText();
    return m_tabs->findChild<QLineEdit *>(name)->text();
}

Result<ServerConnection> ServerDialog::typedConnection() const
{
    ServerConnection connection = m_server.connection;
    if (m_root) {
        connection.root = m_root->text().trimmed();
        return connection;
    }
    connection.host = m_host->text().trimmed();
    connection.user = m_user->text().trimmed();
    connection.port = m_port->value();
    const QString advice = tr("Use letters, digits and . _ : % - only, and do not begin with a dash.");
    if (!connection.host.isEmpty() && !isSafeHostName(connection.host))
        return fail(ErrorKind::BadInput, tr("\"%1\" cannot be a host.").arg(visibleText(connection.host)), advice);
    if (!connection.user.isEmpty() && !isSafeUserName(connection.user))
        return fail(ErrorKind::BadInput, tr("\"%1\" cannot be a user.").arg(visibleText(connection.user)), advice);
    return connection;
}

Result<Server> ServerDialog::typedServer() const
{
    Server server = m_server;
    for (const ServerField field : serverFields()) {
        const QString text = typed(field);
        if (!m_server.name.isEmpty() && text == serverFieldLines(m_server, field).join(u'\n'))
            continue;
        Result<Server> next = withServerField(server, field, text);
        if (!next)
            return next;
        server = *next;
    }
    return server;
}

void ServerDialog::accept()
{
    Result<Server> server = typedServer();
    if (!server) {
        m_tabs->setCurrentIndex(0);
        m_error->showError(server.error());
        return;
    }
    const Result<ServerConnection> connection = typedConnection();
    if (!connection) {
        m_tabs->setCurrentIndex(1);
        m_error->showError(connection.error());
        return;
    }
    m_server = *server;
    m_server.connection = *connection;
    m_server.building = m_building->text().trimmed();
    m_server.medium = m_medium->text().trimmed();
    QDialog::accept();
}

} // namespace Nightkeep
