CREATE TABLE customers_customer (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    owner_id UUID,
    tier TEXT NOT NULL,
    tags TEXT NOT NULL,
    fields TEXT NOT NULL,
    tx_id UUID NOT NULL,
    batch_id UUID,
    batch_row BIGINT,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, code)
);
CREATE INDEX customers_customer_owned ON customers_customer (org_id, owner_id, id);
CREATE INDEX customers_customer_name ON customers_customer (org_id, name, id);

CREATE TABLE customers_customer_owner (
    org_id BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    from_day DATE NOT NULL,
    owner_id UUID,
    PRIMARY KEY (org_id, customer_id, from_day)
);

CREATE TABLE customers_product (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    family TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, code)
);

CREATE TABLE customers_order (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    customer_id UUID NOT NULL,
    owner_id UUID,
    signed_on DATE NOT NULL,
    due_on DATE,
    currency TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    cancelled BOOLEAN NOT NULL,
    fields TEXT NOT NULL,
    tx_id UUID NOT NULL,
    place BIGINT NOT NULL,
    batch_id UUID,
    batch_row BIGINT,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, code),
    FOREIGN KEY (org_id, customer_id) REFERENCES customers_customer (org_id, id)
);
CREATE INDEX customers_order_signed ON customers_order (org_id, signed_on, id);
CREATE INDEX customers_order_customer ON customers_order (org_id, customer_id, signed_on, id);

CREATE TABLE customers_order_line (
    org_id BIGINT NOT NULL,
    order_id UUID NOT NULL,
    id UUID NOT NULL,
    place BIGINT NOT NULL,
    product_id UUID,
    quantity BIGINT NOT NULL,
    net_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    unit_cost_minor BIGINT,
    PRIMARY KEY (org_id, order_id, id)
);

CREATE TABLE customers_order_payee (
    org_id BIGINT NOT NULL,
    order_id UUID NOT NULL,
    member_id UUID NOT NULL,
    place BIGINT NOT NULL,
    share_ppm BIGINT NOT NULL,
    is_split BOOLEAN NOT NULL,
    PRIMARY KEY (org_id, order_id, member_id)
);
CREATE INDEX customers_order_payee_member ON customers_order_payee (org_id, member_id, order_id);

CREATE TABLE customers_payment (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    order_id UUID,
    customer_id UUID,
    received_on DATE NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    account TEXT NOT NULL,
    cancelled BOOLEAN NOT NULL,
    tx_id UUID NOT NULL,
    place BIGINT NOT NULL,
    batch_id UUID,
    batch_row BIGINT,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, code)
);
CREATE INDEX customers_payment_received ON customers_payment (org_id, received_on, id);
CREATE INDEX customers_payment_order ON customers_payment (org_id, order_id, id);
CREATE INDEX customers_payment_customer ON customers_payment (org_id, customer_id, id);

CREATE TABLE customers_refund (
    org_id BIGINT NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    payment_id UUID NOT NULL,
    refunded_on DATE NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    cancelled BOOLEAN NOT NULL,
    tx_id UUID NOT NULL,
    place BIGINT NOT NULL,
    batch_id UUID,
    batch_row BIGINT,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, code),
    FOREIGN KEY (org_id, payment_id) REFERENCES customers_payment (org_id, id)
);
CREATE INDEX customers_refund_refunded ON customers_refund (org_id, refunded_on, id);
CREATE INDEX customers_refund_payment ON customers_refund (org_id, payment_id, id);
