-- the tour's shop · every engine
-- reads   :
-- needs   : an empty sandbox
-- params  :
-- columns :
CREATE TABLE customer (
    id        integer PRIMARY KEY,
    name      varchar(100) NOT NULL,
    email     varchar(200) NOT NULL,
    city      varchar(100) NOT NULL,
    country   char(2) NOT NULL,
    joined_on date NOT NULL,
    note      text
);
CREATE TABLE product (
    id          integer PRIMARY KEY,
    name        varchar(200) NOT NULL,
    category    varchar(40) NOT NULL,
    price       numeric(10, 2) NOT NULL,
    description text NOT NULL
);
CREATE TABLE orders (
    id          integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customer (id),
    ordered_at  timestamp NOT NULL,
    status      varchar(10) NOT NULL,
    total       numeric(12, 2) NOT NULL,
    remark      text
);
CREATE TABLE order_line (
    order_id   integer NOT NULL REFERENCES orders (id),
    line       integer NOT NULL,
    product_id integer NOT NULL REFERENCES product (id),
    quantity   integer NOT NULL,
    price      numeric(10, 2) NOT NULL,
    PRIMARY KEY (order_id, line)
);
CREATE INDEX product_category ON product (category);
CREATE VIEW open_order AS
    SELECT o.id, c.name, o.ordered_at, o.total
    FROM orders o
    JOIN customer c ON c.id = o.customer_id
    WHERE o.status = 'open';
