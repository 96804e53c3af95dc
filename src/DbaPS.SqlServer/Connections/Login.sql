-- login · SQL Server, Azure
-- reads   :
-- needs   :
-- params  :
-- columns : method
SELECT CONVERT(nvarchar(40), CONNECTIONPROPERTY('auth_scheme')) AS method
